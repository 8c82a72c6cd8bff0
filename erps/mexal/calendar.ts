/** A calendar day in Mexal's form, AAAAMMGG, and its accounting year. */
export interface CalendarDay {
  date: string;
  year: number;
}

/** The day it is in `timeZone` at this instant: at 23:30 UTC of 31 December it is 1 January in Italy. */
export function calendarDay(instant: Date, timeZone: string): CalendarDay {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: 'year' | 'month' | 'day') => parts.find((p) => p.type === type)?.value ?? '';
  return { date: part('year') + part('month') + part('day'), year: Number(part('year')) };
}

/** "31/12/26, 23:30", for people who read the document; a text that is no date is shown as it is. */
export function dayAndTime(isoUtc: string, timeZone: string): string {
  const instant = new Date(isoUtc);
  if (Number.isNaN(instant.getTime())) return isoUtc;
  return new Intl.DateTimeFormat('it-IT', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    instant,
  );
}
