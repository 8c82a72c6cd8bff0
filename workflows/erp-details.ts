import { attentionCatalogue } from '../domain/attention.ts';
import { failureCatalogue } from '../domain/failure.ts';
import type { ErpState } from './erp-messages.ts';
import { escapeMarkdown, fitting } from './markdown.ts';

const LONGEST = 400;
const MOST_PAYMENTS = 12;
const toDo: Record<string, string> = { ...failureCatalogue, ...attentionCatalogue };
const time = (iso: string) => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
const short = (text: string, most = LONGEST) => escapeMarkdown(text.slice(0, most));

/** What an operator reads of an ERP: whether it lets us in, and its payments. Under 2 kB. */
export function erpDetails(state: ErpState, doNow: string): string {
  const { erp, payments, lookedAt, attention, refused, resumed, changesUntil, told } = state;
  const shown = payments
    .slice(0, MOST_PAYMENTS)
    .map(({ id, description }) => `${id} ${short(description, 40)}`);
  return fitting([
    refused ? `## No call is made since ${time(refused.at)}` : `## ${erp}`,
    attention ? `**${attention.code}**: ${short(attention.text)}\n\n${toDo[attention.code] ?? ''}` : '',
    doNow,
    `ERP ${erp}, last read ${lookedAt ? time(lookedAt) : 'never'}, ${payments.length} payments${payments.length > MOST_PAYMENTS ? ', among them' : ''}: ${shown.join('; ')}.`,
    `Changes of documents heard until ${time(changesUntil)}; told to orders so far: ${told}.`,
    resumed ? `Resumed by ${short(resumed.operator)} at ${time(resumed.at)}: ${short(resumed.reason)}.` : '',
  ]);
}
