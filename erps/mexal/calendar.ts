import { IANAZone } from 'luxon';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A calendar day in Mexal's form, AAAAMMGG, and its accounting year. */
export interface CalendarDay {
  date: string;
  year: number;
}

/** What settings say of a company's archives. */
interface Archives {
  timeZone: string;
  firstYear?: number;
}

/** The day it is in `timeZone` at this instant: at 23:30 UTC of 31 December it is 1 January in Italy. */
export function calendarDay(instant: Date, timeZone: string): CalendarDay {
  const ms = instant.getTime();
  const date = text(ms + offsetMs(timeZone, ms)).slice(0, 8);
  return { date, year: Number(date.slice(0, 4)) };
}

/**
 * The accounting years in whose archives a document can be, newest first: what was meant for 31 December may have been
 * written on 1 January. One written in an earlier year (`since`) is looked for from there on.
 */
export function archiveYears(now: Date, settings: Archives, since = Number.POSITIVE_INFINITY): number[] {
  const { year } = calendarDay(now, settings.timeZone);
  const first = Math.max(Math.min(since, year - 1), settings.firstYear ?? 0);
  return Array.from({ length: year - first + 1 }, (_, back) => year - back);
}

/** "31/12/26, 23:30", for people who read the document; a text that is no date is shown as it is. */
export function dayAndTime(isoUtc: string, timeZone: string): string {
  const instant = new Date(isoUtc);
  if (Number.isNaN(instant.getTime())) return isoUtc;
  return new Intl.DateTimeFormat('it-IT', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    instant,
  );
}

/**
 * The least time, in Mexal's form ("20260305 111630", its zone's wall clock), of anything that happens from an instant
 * on: in the hour before the clock is set back, what is to come will bear earlier times.
 */
export function localStamp(isoUtc: string, timeZone: string): string {
  const ms = Date.parse(isoUtc);
  return text(ms + Math.min(offsetMs(timeZone, ms), offsetMs(timeZone, ms + HOUR_MS)));
}

/** The instant of a time in Mexal's form, UTC, ISO 8601; of a time that comes twice the first. */
export function utcOfStamp(stamp: string, timeZone: string): string {
  const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d) (\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z');
  const naive = Date.parse(iso);
  const offset = Math.max(offsetMs(timeZone, naive - DAY_MS), offsetMs(timeZone, naive + DAY_MS));
  return new Date(naive - offset).toISOString();
}

const offsetMs = (timeZone: string, ms: number): number => IANAZone.create(timeZone).offset(ms) * 60_000;

const text = (ms: number): string =>
  new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', ' ');
