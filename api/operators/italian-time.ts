import { DateTime } from 'luxon';

// Shops and bookkeepers are Italian, wherever the server stands.
const ZONE = 'Europe/Rome';
const FIELD = "yyyy-MM-dd'T'HH:mm";

/** A time of UTC as people read it: "05/01/26, 19:30". */
export const timeText = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone: ZONE }).format(
    new Date(at),
  );

/** The same within a sentence: only the hour where it is of today. */
export function momentText(
  at: string,
  locale: string,
  today: (time: string) => string,
  another: (day: string, time: string) => string,
): string {
  const part = (time: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: ZONE }).format(new Date(time));
  const day = part(at, { dateStyle: 'short' });
  const hour = part(at, { timeStyle: 'short' });
  return day === part(new Date().toISOString(), { dateStyle: 'short' }) ? today(hour) : another(day, hour);
}

/** A time of UTC as a date-and-time field takes it: "2026-01-05T19:30". */
export const writtenTime = (at: string): string => DateTime.fromISO(at, { zone: ZONE }).toFormat(FIELD);

/**
 * What such a field sent, in UTC; undefined where it is no time, or one that the clock skips. Of an hour that comes twice
 * the first is meant: whoever reads again from there on misses nothing.
 */
export function readTime(text: string): string | undefined {
  const local = DateTime.fromFormat(text, FIELD, { zone: ZONE });
  if (!local.isValid || local.toFormat(FIELD) !== text) return undefined;
  return (
    DateTime.min(...local.getPossibleOffsets())
      ?.toUTC()
      .toISO() ?? undefined
  );
}
