import { fitting } from '../../kit/markdown.ts';
import { minute, short, standingWords } from '../words.ts';
import type { GatewayState } from './messages.ts';

/** What an operator reads of a gateway: until when everything was heard, and what stands in the way. Under 2 kB. */
export function gatewayDetails(state: GatewayState, doNow: string): string {
  const { gateway, caughtUpUntil, lookedAt, attention, held, late, setBack } = state;
  return fitting([
    `## Caught up until ${minute(caughtUpUntil)}`,
    standingWords(attention),
    doNow,
    `Gateway ${gateway}, last read ${lookedAt ? minute(lookedAt) : 'never'}. Missed notifications found so far: ${held + late}${late ? `, ${late} of them for payments that are gone` : ''}.`,
    setBack
      ? `Set back to ${minute(setBack.since)} by ${short(setBack.operator)} at ${minute(setBack.at)}: ${short(setBack.reason)}.`
      : '',
  ]);
}
