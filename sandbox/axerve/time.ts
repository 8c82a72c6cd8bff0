/** Axerve writes times without their zone. [INF] It is Rome's. */
const rome = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const NIGHT = { hour: 0, minute: 13, second: 57 };

/** "02/03/2026 11:00:00", as rows of a search have it. */
export const longTime = (at: Date): string => rome.format(at).replace(', ', ' ');

/** "02/03/26 11:00:00", as events have it. */
export const shortTime = (at: Date): string => longTime(at).replace(/^(\d\d\/\d\d\/)\d\d/, '$1');

/** "02/03/2026" */
export const day = (at: Date): string => longTime(at).slice(0, 10);

/** Days since 1970 of a dd/mm/yyyy, by which days are compared and counted; undefined where there is no such day. */
export function dayNumber(text: string): number | undefined {
  const [, d = '', m = '', y = ''] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text) ?? [];
  const at = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)));
  const exists = y !== '' && at.getUTCMonth() === Number(m) - 1 && at.getUTCDate() === Number(d);
  return exists ? at.getTime() / 86_400_000 : undefined;
}

/** The moment of the first night's run after `at`, by Rome's clock. */
export function nightAfter(at: Date): Date {
  const days = dayNumber(day(at));
  if (days === undefined) throw new RangeError(`no day: ${at}`);
  const { hour, minute, second } = NIGHT;
  const local = (days + 1) * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000;
  // Rome is one or two hours ahead of UTC.
  const summer = new Date(local - 2 * 3_600_000);
  return longTime(summer).endsWith('00:13:57') ? summer : new Date(local - 3_600_000);
}
