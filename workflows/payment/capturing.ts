import type { Message } from '../../domain/schemas/message.ts';
import { takingCalls } from '../kit/calls.ts';
import { failedCall } from '../kit/failures.ts';
import { hear, say } from './asking.ts';
import type { PaymentContext } from './context.ts';
import { beginTry, endTry, learnOfTry, rest } from './tries.ts';

/**
 * Takes what was agreed to, or is held. Called where `captureDue`, in the same step: what wants it closed meanwhile comes before it
 * or after it. Answers what happened where nothing was taken, in words.
 */
export async function capture(payment: PaymentContext): Promise<string | undefined> {
  const { state, loop } = payment;
  const { gateway, timing } = state.input;
  const unsureBefore = state.captureUnsure;
  let answers: Message[];
  let failed: string | undefined;
  try {
    const calls = takingCalls(loop.clock, timing);
    answers = await calls.capture(gateway, beginTry(state, loop.clock.now));
  } catch (error) {
    const { kind, code, text } = failedCall(error, 'GATEWAY_ANSWER_LOST');
    endTry(state, kind, unsureBefore, code);
    await loop.clock.ask();
    answers = kind === 'away' ? [] : [say(payment, 'NO_ANSWER', 'inquiry', code, text)];
    failed = `${code}: ${text}`;
  }
  const [first] = answers;
  if (first) learnOfTry(state, first.fact, true);
  hear(payment, answers);
  rest(state, loop.clock.now);
  return failed;
}
