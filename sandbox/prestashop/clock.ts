import { DateTime } from 'luxon';

const FORMAT = 'yyyy-MM-dd HH:mm:ss';
let last = { key: '', text: '' };

/** A moment on the wall clock of a zone, as PHP's date() writes it. An hour that the clock goes back is there twice, and looks alike. */
export function wallClock(moment: Date, zone: string): string {
  const key = `${Math.floor(moment.getTime() / 1000)} ${zone}`;
  // Many orders share a second, and the conversion is slow.
  if (last.key !== key) last = { key, text: DateTime.fromJSDate(moment, { zone }).toFormat(FORMAT) };
  return last.text;
}

/** Whether a wall clock of that zone ever shows this: the hour that it skips in spring it does not. */
export const exists = (text: string, zone: string): boolean =>
  DateTime.fromFormat(text, FORMAT, { zone }).toFormat(FORMAT) === text;
