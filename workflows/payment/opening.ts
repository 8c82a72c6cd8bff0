import { sleep } from '@temporalio/workflow';
import { until } from '../kit/alone.ts';
import { openingCalls } from '../kit/calls.ts';
import { taskTime } from '../kit/clock.ts';
import { attentionOf } from '../kit/failures.ts';
import { say } from './asking.ts';
import type { PaymentContext } from './context.ts';
import { awaitsCustomer, ended, type PaymentState } from './state.ts';

const PAUSE_MS = 5_000;
// After these failures the key may hold a stored failure, or a page: another page can be asked for under the next key.
const KEY_SPENT = new Set<string>(['GATEWAY_STORED_FAILURE', 'GATEWAY_ANSWER_LOST', 'GATEWAY_AWAY']);

/** Opens the page, or gives the payment a message that says why there is none. */
export async function openPage(payment: PaymentContext): Promise<void> {
  const { state, loop } = payment;
  const wanted = await isWanted(state);
  if (wanted) await askForPage(payment);
  const why = wanted ? state.openingFailure?.code : 'nobody had come to pay';
  if (why !== undefined) {
    await loop.clock.ask();
    state.unheard.push(say(payment, 'PAGE_EXPIRED', 'inquiry', `no page was opened: ${why}`));
  }
  state.opening = false;
  loop.wake();
}

/** Whether a page is to be opened: once its customer came, where its address would not last until then, and at once elsewhere. */
async function isWanted(state: PaymentState): Promise<boolean> {
  if (!awaitsCustomer(state)) return true;
  await until(() => state.visited || state.closeRequested);
  return !state.closeRequested;
}

/**
 * Asks for the page under one key, and under the next where that one is spent: a page that nobody was shown can't be
 * paid. Sets `page`, or why there is none.
 */
async function askForPage({ state, loop: { clock } }: PaymentContext): Promise<void> {
  const { gateway, paymentId, page, timing } = state.input;
  // If the answer to the opening was lost, the page can have been paid all the same: then nothing has to be opened any
  // more.
  for (let n = 1; !state.page && !state.openingFailure && !ended(state); n += 1) {
    const expiresAt = new Date(taskTime() + timing.pageMs).toISOString();
    const key = `${paymentId}-${n}`;
    try {
      state.page = await openingCalls(clock, timing).openPage(gateway, { ...page, expiresAt }, key);
    } catch (error) {
      const attention = attentionOf(error, 'GATEWAY_ANSWER_LOST');
      if (KEY_SPENT.has(attention.code) && !state.closeRequested) await sleep(PAUSE_MS * n);
      else state.openingFailure = attention;
    }
  }
}
