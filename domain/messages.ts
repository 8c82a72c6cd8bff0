import { sameMoney } from './money.ts';
import type { Message } from './schemas/message.ts';

/** The time that a message bears; epoch milliseconds. */
export const timeOf = ({ at }: Message): number => Date.parse(at);

/**
 * The second of a message's time: gateways date their notifications no more exactly, our own inquiries are dated to the
 * millisecond.
 */
export const secondOf = (m: Message): number => Math.floor(timeOf(m) / 1000);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** Oldest first, messages of the same moment always in the same order; of those with one id only the last. */
export function inTime(all: Message[]): Message[] {
  const sorted = all
    .map((m) => ({ m, time: timeOf(m) }))
    // Not by locale: every worker has to come to the same order.
    .sort((a, b) => a.time - b.time || compare(JSON.stringify(a.m), JSON.stringify(b.m)))
    .map(({ m }) => m);
  const last = new Map(sorted.map((m) => [m.id, m]));
  return [...new Set(sorted)].filter((m) => last.get(m.id) === m);
}

/**
 * Whether an answer was given after a message. A notification is dated to the second only: nobody knows whether it came
 * before or after an answer of that second, so then the answer does not count as given after it.
 */
export const isSince = (answer: Message, m: Message) =>
  m.source === 'notification' ? secondOf(answer) > secondOf(m) : timeOf(answer) > timeOf(m);

/** Whether two messages name one charge, or one page, by their own words. */
export const namesInCommon = (a: Message, b: Message): boolean =>
  a.charge && b.charge ? a.charge === b.charge : a.page !== undefined && a.page === b.page;

/**
 * The charge that a message is about. One that names only its page is about the charge known of that page, if there is
 * exactly one. A charge that messages name with two different pages is not taken for either page's: each page has charges
 * of its own.
 */
export function chargeFinder(messages: Message[]): (m: Message) => string {
  const charges = new Map<string, Set<string>>();
  const pages = new Map<string, Set<string>>();
  const add = (to: Map<string, Set<string>>, name: string, value: string) =>
    to.set(name, (to.get(name) ?? new Set()).add(value));
  for (const { page, charge } of messages)
    if (page && charge) {
      add(charges, page, charge);
      add(pages, charge, page);
    }
  return ({ page = '', charge }) => {
    const [only, ...others] = charges.get(page) ?? [];
    return charge ?? (only && others.length === 0 && pages.get(only)?.size === 1 ? only : page);
  };
}

/** Whether two messages say the same fact; where it is PAID, also the same sum. */
export const sameFact = (a: Message, b: Message) =>
  a.fact === b.fact &&
  (a.fact !== 'PAID' || (a.money !== undefined && b.money !== undefined && sameMoney(a.money, b.money)));
