import { attentionCatalogue } from '../domain/attention.ts';
import { failureCatalogue } from '../domain/failure.ts';
import type { GatewayState } from './gateway-messages.ts';
import { escapeMarkdown, fitting } from './markdown.ts';

const LONGEST = 400;
const toDo: Record<string, string> = { ...failureCatalogue, ...attentionCatalogue };
const time = (iso: string) => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
const short = (text: string) => escapeMarkdown(text.slice(0, LONGEST));

/** What an operator reads of a gateway: until when everything was heard, and what stands in the way. Under 2 kB. */
export function gatewayDetails(state: GatewayState, doNow: string): string {
  const { gateway, caughtUpUntil, lookedAt, attention, held, late, setBack } = state;
  return fitting([
    `## Caught up until ${time(caughtUpUntil)}`,
    attention ? `**${attention.code}**: ${short(attention.text)}\n\n${toDo[attention.code] ?? ''}` : '',
    doNow,
    `Gateway ${gateway}, last read ${lookedAt ? time(lookedAt) : 'never'}. Missed notifications found so far: ${held + late}${late ? `, ${late} of them for payments that are gone` : ''}.`,
    setBack
      ? `Set back to ${time(setBack.since)} by ${short(setBack.operator)} at ${time(setBack.at)}: ${short(setBack.reason)}.`
      : '',
  ]);
}
