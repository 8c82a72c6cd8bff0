import { describe, expect, it } from 'vitest';
import { calendarDay } from '../../erps/mexal/calendar.ts';
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
});
