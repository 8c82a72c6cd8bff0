import { DateTime } from 'luxon';

const FORMAT = 'yyyy-MM-dd HH:mm:ss';
let last = { key: '', text: '' };

/** A moment by a zone's wall clock, as PHP's date() writes it. When clocks go back, two moments have the same text. */
export function wallClock(moment: Date, zone: string): string {
  const key = `${Math.floor(moment.getTime() / 1000)} ${zone}`;
  // Many orders share a second, and the conversion is slow.
  if (last.key !== key) last = { key, text: DateTime.fromJSDate(moment, { zone }).toFormat(FORMAT) };
  return last.text;
}

/** Whether a wall clock of that zone ever shows this; it doesn't in the hour that is skipped in spring. */
export const exists = (text: string, zone: string): boolean =>
  DateTime.fromFormat(text, FORMAT, { zone }).toFormat(FORMAT) === text;
