import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, localStamp, utcOfStamp } from '../../erps/mexal/calendar.ts';
import { keyOfLocation, OrderRead } from '../../erps/mexal/wire.ts';

describe('what Mexal says', () => {
  it.each([
    ['/webapi/risorse/documenti/ordini-clienti/OC+1+541', 'OC+1+541'],
    ['/documenti/ordini-clienti/OC%2B1%2B541', 'OC+1+541'],
    ['/webapi/risorse/clienti/3530312e3030303132?encoding=hex', '501.00012'],
    ['/webapi/risorse/clienti/GUYDCLRQGAYDCMQ=?encoding=base32', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('in Location %s is the key %s', (location, key) => {
    expect(keyOfLocation(location)).toBe(key);
  });

  it('is read whether a field is a scalar or a matrix', () => {
    const key = { sigla: 'OC', serie: 1, numero: 541 };
    const read = { ...key, nota: 'Incasso a:1', tot_documento: 1.83 };
    expect(OrderRead.parse(read)).toEqual(read);
    expect(OrderRead.parse({ ...key, nota: [[1, 'Incasso a:1']], tot_documento: [[1, 1.83]] })).toEqual(read);
    expect(OrderRead.parse({ ...key, nota: [], tot_documento: [] })).toEqual(key);
  });

  it.each([
    ['2026-12-31T22:59:59Z', '20261231', 2026],
    ['2026-12-31T23:00:00Z', '20270101', 2027],
    ['2026-06-30T22:00:00Z', '20260701', 2026],
  ])('the day of %s in Italy is %s, in the accounting year %i', (instant, date, year) => {
    expect(calendarDay(new Date(instant), 'Europe/Rome')).toEqual({ date, year });
  });

  it.each([
    ['2026-03-05T10:16:30Z', '20260305 111630'],
    ['2026-07-05T10:16:30Z', '20260705 121630'],
    // The clock is set back at 01:00 UTC: what comes after half past two comes at two.
    ['2026-10-25T00:30:00Z', '20261025 013000'],
    ['2026-10-25T01:30:00Z', '20261025 023000'],
  ])('happened after %s bears a time of %s in Italy, or a later one', (instant, stamp) => {
    expect(localStamp(instant, 'Europe/Rome')).toBe(stamp);
  });

  it('happened at a time that comes twice is taken for the first', () => {
    expect(utcOfStamp('20261025 023000', 'Europe/Rome')).toBe('2026-10-25T00:30:00.000Z');
    expect(utcOfStamp('20260305 111630', 'Europe/Rome')).toBe('2026-03-05T10:16:30.000Z');
    expect(utcOfStamp('20260705 121630', 'Europe/Rome')).toBe('2026-07-05T10:16:30.000Z');
  });

  it('happens at any minute of the year is never before the stamp that it is looked for with', () => {
    const minutes = fc.integer({ min: 0, max: 365 * 24 * 60 });
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString();
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 180 }), (since, later) => {
        const stored = new Date(at(since + later)).toLocaleString('sv-SE', { timeZone: 'Europe/Rome' });
        const stamp = stored.replaceAll(/[-:]/g, '');
        expect(stamp >= localStamp(at(since), 'Europe/Rome')).toBe(true);
        expect(utcOfStamp(stamp, 'Europe/Rome') <= at(since + later)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
