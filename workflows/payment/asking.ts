import type { Message } from '../../domain/schemas/message.ts';
import { askingCalls } from '../kit/calls.ts';
import { attentionOf } from '../kit/failures.ts';
import type { PaymentContext } from './context.ts';
import { isClear, type Question } from './due.ts';
import { ended, settlementOf } from './state.ts';
import { learnOfTry } from './tries.ts';

// Each question is kept in the history with all that it shows, and a gateway may tell the same without end.
const MOST_PROOFS = 16;

/** What messages carried for the gateway, each once and oldest first: of many the first ones and the last. */
export function proofsOf(messages: Message[]): string[] {
  const proofs = [...new Set(messages.flatMap(({ proof }) => proof ?? []))];
  const first = MOST_PROOFS / 2;
  return proofs.length <= MOST_PROOFS ? proofs : [...proofs.slice(0, first), ...proofs.slice(-first)];
}

/**
 * Asks the gateway about the page, where there is one; that there was no answer is kept as a message too. `counts`: the
 * next inquiry waits longer.
 */
export async function ask(payment: PaymentContext, question: Question, counts = true): Promise<void> {
  const { state, loop } = payment;
  const { gateway, paymentId, timing } = state.input;
  if (!state.page) return;
  const calls = askingCalls(loop.clock, timing);
  const pageId = state.page.id;
  const asked = { expiresAt: state.page.expiresAt, proofs: proofsOf(state.messages) };
  const { held } = state.settlement;
  let answers: Message[];
  try {
    answers =
      question === 'void' && held
        ? await calls.void(gateway, { paymentId, pageId: held.page ?? pageId, hold: held.reference })
        : await calls[question === 'void' ? 'inquire' : question](gateway, paymentId, pageId, asked);
  } catch (error) {
    const { code, text } = attentionOf(error, 'GATEWAY_ANSWER_LOST');
    await loop.clock.ask();
    answers = [say(payment, 'NO_ANSWER', 'inquiry', code, text)];
  }
  learnOfTry(state, answers[0]?.fact ?? 'NO_ANSWER', false);
  hear(payment, answers);
  if (!counts || ended(state)) return;
  if (!isClear(state)) state.inquiries += 1;
  state.since = loop.clock.now;
}

/** Takes messages; the outcome may change by them. */
export function hear({ state, loop }: PaymentContext, messages: Message[]): void {
  const before = state.settlement;
  // The same comes by webhook, by catching up and with every answer: it is kept once.
  const known = new Set(state.messages.map(({ id }) => id));
  state.messages.push(...messages.filter(({ id }) => !known.has(id) && known.add(id)));
  state.settlement = settlementOf(state);
  // If the money of its document is gone once more, a person decides once more.
  if (state.settlement.outcome === 'POSITIVE') state.documentDismissed = false;
  if (state.settlement.outcome === before.outcome && state.settlement.reason === before.reason) return;
  state.since = loop.clock.now;
  state.captureAfter = 0;
  if (isClear(state)) state.inquiries = 0;
}

/** A message of our own. */
export function say(
  { state, loop }: PaymentContext,
  fact: Message['fact'],
  source: Message['source'],
  status: string,
  note?: string,
): Message {
  const { input, page } = state;
  state.ownMessages += 1;
  const id = `${source}:${input.paymentId}:${state.ownMessages}`;
  return { id, source, at: loop.clock.text, fact, page: page?.id, status, note };
}
