import { fitting } from '../../kit/markdown.ts';
import { minute, short, standingWords } from '../words.ts';
import type { ErpState } from './messages.ts';

const MOST_PAYMENTS = 12;

/** What an operator reads of an ERP: whether it lets us in, and its payments. Under 2 kB. */
export function erpDetails(state: ErpState, doNow: string): string {
  const { erp, payments, lookedAt, attention, refused, resumed, changesUntil, told } = state;
  const shown = payments
    .slice(0, MOST_PAYMENTS)
    .map(({ id, description }) => `${id} ${short(description, 40)}`);
  return fitting([
    refused ? `## No call is made since ${minute(refused.at)}` : `## ${erp}`,
    standingWords(attention),
    doNow,
    `ERP ${erp}, last read ${lookedAt ? minute(lookedAt) : 'never'}, ${payments.length} payments${payments.length > MOST_PAYMENTS ? ', among them' : ''}: ${shown.join('; ')}.`,
    `Changes of documents heard until ${minute(changesUntil)}; told to orders so far: ${told}.`,
    resumed
      ? `Resumed by ${short(resumed.operator)} at ${minute(resumed.at)}: ${short(resumed.reason)}.`
      : '',
  ]);
}
