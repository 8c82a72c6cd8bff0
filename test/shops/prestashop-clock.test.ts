import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utc, wallClock } from '../../shops/prestashop/clock.ts';

const rome = wallClock('Europe/Rome');
const second = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 1000, max: Date.UTC(2031, 0, 1) / 1000 })
  .map((seconds) => seconds * 1000);
// Each changes its clocks on another day, Lord Howe by half an hour, Tokyo never.
const zone = fc.constantFrom('Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo', 'UTC');

describe("the shop's wall clock", () => {
  it.each([
    ['2026-01-30 01:02:12', '2026-01-30T00:02:12.000Z'],
    ['2026-07-30 01:02:12', '2026-07-29T23:02:12.000Z'],
    ['2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 01:59:59', '2026-10-24T23:59:59.000Z'],
    ['2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z'],
  ])('says %s at %s', (local, instant) => {
    expect(utc(rome, local)).toBe(instant);
    expect(rome.local(Date.parse(instant))).toBe(local);
    expect(rome.isTwice(local)).toBe(false);
  });

  it('says two instants alike where summer time ends: the second is taken', () => {
    expect(rome.isTwice('2026-10-25 02:30:00')).toBe(true);
    expect(utc(rome, '2026-10-25 02:30:00')).toBe('2026-10-25T01:30:00.000Z');
    for (const instant of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'])
      expect(rome.local(Date.parse(instant))).toBe('2026-10-25 02:30:00');
  });

  it('never says what is passed over where summer time begins: taken for an hour earlier', () => {
    expect(rome.isTwice('2026-03-29 02:30:00')).toBe(false);
    expect(utc(rome, '2026-03-29 02:30:00')).toBe('2026-03-29T00:30:00.000Z');
  });

  it('is understood again as it was, or as the second of two times', () => {
    fc.assert(
      fc.property(second, zone, (instant, name) => {
        const clock = wallClock(name);
        const local = clock.local(instant);
        const again = clock.instant(local);
        expect(clock.local(again)).toBe(local);
        if (clock.isTwice(local)) expect(again).toBeGreaterThanOrEqual(instant);
        else expect(again).toBe(instant);
      }),
    );
  });

  it('keeps the order of its texts', () => {
    const minutes = fc.integer({ min: -180, max: 180 });
    const change = fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-06-01T12:00:00Z');
    fc.assert(
      fc.property(change, minutes, minutes, (at, first, second) => {
        const [a = '', b = ''] = [first, second]
          .map((min) => rome.local(Date.parse(at) + min * 60_000))
          .sort();
        expect(rome.instant(a)).toBeLessThanOrEqual(rome.instant(b));
      }),
    );
  });
});
