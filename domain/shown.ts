import type { AttentionCode } from './attention.ts';
import type { DocumentState } from './schemas/document.ts';
import type { Fact } from './schemas/message.ts';
import type { Money } from './schemas/money.ts';
import type { Order } from './schemas/order.ts';
import type { Outcome } from './schemas/payment.ts';

/** One thing that a form shows since its decision is taken over it. Times are UTC, ISO 8601; `by` is an operator's name. */
export type Shown =
  | { what: 'outcome'; outcome: Outcome; reason?: string }
  | { what: 'charge'; reference: string; money: Money; at: string }
  | { what: 'refund'; id: string; fact: Fact; money?: Money; at: string; by?: string }
  | { what: 'refundAsked'; money: Money; at: string; by: string }
  | { what: 'dispute'; id: string; fact: Fact; money?: Money; at: string }
  | { what: 'decision'; id: string; fact: Fact; at: string; by?: string }
  | { what: 'payment'; paymentId: string; outcome: Outcome; givenBack: boolean }
  | { what: 'document'; number: string; state?: DocumentState }
  | { what: 'inShop'; state: Order['state']; refunds: number }
  | { what: 'letThrough'; code: AttentionCode }
  | { what: 'givenUp' }
  | { what: 'attention'; code: AttentionCode; text: string }
  | { what: 'setBack'; n: number; since: string; at: string; by: string }
  | { what: 'loginRefused'; n: number; at: string };

/** A name for a thing in the state in which it was shown: in another state it has another name. */
export function nameOf(shown: Shown): string {
  switch (shown.what) {
    case 'outcome':
      return `outcome ${shown.outcome} ${shown.reason ?? ''}`.trim();
    case 'charge':
      return `charge ${shown.reference} ${sum(shown.money)}`;
    case 'refund':
      return `refund ${shown.id} ${shown.fact} ${sum(shown.money)}`;
    case 'refundAsked':
      return `refund asked for ${sum(shown.money)} ${shown.at}`;
    case 'dispute':
      return `dispute ${shown.id} ${shown.fact}`;
    case 'decision':
      return `decision ${shown.id} ${shown.fact}`;
    case 'payment':
      return `payment ${shown.paymentId} ${shown.outcome}${shown.givenBack ? ' given back' : ''}`;
    case 'document':
      return `document ${shown.number} ${shown.state ?? ''}`.trim();
    case 'inShop':
      return `in the shop ${shown.state}, ${shown.refunds} refunds`;
    case 'letThrough':
      return `let through ${shown.code}`;
    case 'givenUp':
      return 'given up';
    case 'attention':
      return `attention ${shown.code} ${fingerprint(shown.text)}`;
    case 'setBack':
      return `set back ${shown.n}`;
    case 'loginRefused':
      return `login refused ${shown.n}`;
    default:
      return shown satisfies never;
  }
}

/** What is there now and was not shown, and the names of what was shown and is there no more. */
export interface Changes {
  now: Shown[];
  gone: string[];
}

/** What changed since a form was opened; undefined where nothing did. `seen`: the names of what it showed. */
export function changesSince(seen: string[], shown: Shown[] = []): Changes | undefined {
  const names = shown.map(nameOf);
  const now = shown.filter((_, i) => !seen.includes(names[i] ?? ''));
  const gone = seen.filter((name) => !names.includes(name));
  return now.length + gone.length > 0 ? { now, gone } : undefined;
}

const sum = (money: Money | undefined): string => (money ? `${money.amount} ${money.currency}` : '');

// FNV-1a: it only gives the text a short name; nothing here is secret.
const fingerprint = (text: string): string =>
  [...text]
    .reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0, 0x811c9dc5)
    .toString(16);
