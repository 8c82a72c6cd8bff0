import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { sumOfHold } from '../amounts.ts';
import type { Answer, Hold, Taking } from '../gateway.ts';
import { latestNow } from '../their-clock.ts';
import { ourMoney, paypalAmount } from './amounts.ts';
import { authorizationMessage, factOfAuthorization, holding, isUntouched } from './authorizations.ts';
import { type PayPalClient, Refusal } from './client.ts';
import type { inquiries, Seen } from './inquiries.ts';
import { captureMessage, factOfCapture, orderOf } from './mapping.ts';
import { type Mark, markOf, readPageId } from './marks.ts';
import { Authorization, Capture } from './wire.ts';

const HOLDS = '/v2/payments/authorizations';

interface Held {
  seen: Seen;
  answer: Answer;
  mark: Mark;
  /** Absent where nothing is held any more. */
  authorization?: Authorization;
}

/** Money that is held: developer.paypal.com/docs/api/payments/v2, authorizations_capture and _void. */
export function holds(client: PayPalClient, name: string, asking: ReturnType<typeof inquiries>) {
  async function capture(taking: Taking & { hold: string }): Promise<Answer> {
    const { hold, money, captureKey, before } = taking;
    const what = `${name}, ${captureKey}`;
    const { seen, answer, mark, authorization } = await look(what, taking);
    if (!authorization || latestNow(seen.base.at) >= Date.parse(before)) return answer;
    const amount = sumOfHold(what, hold, ourMoney(authorization.amount), money, paypalAmount(money));
    return changed(what, taking, async () => {
      const taken = await client.call(what, Capture, {
        method: 'POST',
        path: `${HOLDS}/${encodeURIComponent(hold)}/capture`,
        // Not PayPal's default: without it what is not taken stays held.
        body: { amount, final_capture: true },
        key: captureKey,
      });
      const said = factOfCapture(taken);
      // Whether it is still held after the bank said no, PayPal says when it is asked.
      if (said.fact === 'FAILED') return undefined;
      const state = captureMessage(taken, mark, { ...seen.base, ...said });
      return [{ ...state, id: seen.id, page: seen.page }];
    });
  }

  async function letGo(of: Hold): Promise<Answer> {
    const what = `${name}, letting go of ${of.hold}`;
    const { seen, answer, mark, authorization } = await look(what, of);
    if (!authorization) return answer;
    return changed(what, of, async () => {
      await client.call(what, z.looseObject({}), {
        method: 'POST',
        path: `${HOLDS}/${encodeURIComponent(of.hold)}/void`,
        // It can be let go of once anyway; a key would keep a refusal of PayPal's for weeks.
        body: {},
      });
      const voided = { ...authorization, status: 'VOIDED' };
      const state = authorizationMessage(voided, mark, { ...seen.base, ...factOfAuthorization(voided) });
      return [{ ...state, id: seen.id, page: seen.page }];
    });
  }

  /** What stands, and what is held where something is. PayPal may have forgotten the order, and has the authorization. */
  async function look(what: string, { paymentId, pageId, hold }: Hold): Promise<Held> {
    const seen = await asking.look(what, paymentId, pageId);
    const path = `${HOLDS}/${encodeURIComponent(hold)}`;
    const authorization = await client.call(what, Authorization, { method: 'GET', path });
    const mark = markOf(authorization.custom_id);
    const named = readPageId(pageId);
    const isIts = mark?.paymentId === paymentId && mark.until === named?.until;
    const of = orderOf(authorization);
    if (!isIts || (of !== undefined && of !== named?.order))
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${hold} is not what ${pageId} holds`);
    const answer = await asking.answer(what, seen);
    // Something was taken of it, or is on its way, where the order says so: then no more is.
    const order = seen.found?.order;
    const isFree = !order || isUntouched(order) || holding(order) !== undefined;
    return { seen, answer, mark, ...(isFree && authorization.status === 'CREATED' && { authorization }) };
  }

  /** What came of a change. Where it was refused, or nothing came of it, what the hold has become is the answer. */
  async function changed(
    what: string,
    { paymentId, pageId }: Hold,
    change: () => Promise<Answer | undefined>,
  ): Promise<Answer> {
    let refusal: Refusal | undefined;
    try {
      const answer = await change();
      if (answer) return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusal = error;
    }
    const after = await asking.inquire(paymentId, pageId).catch((error: unknown) => {
      throw error instanceof Failure ? unsure(`${what}: ${error.message}`) : error;
    });
    if (!refusal || after[0].fact !== 'AUTHORISED') return after;
    // Taken by PayPal's word, and held by PayPal's word.
    if (refusal.issues.some((issue) => DONE.has(issue))) throw unsure(refusal.message);
    throw refusal;
  }

  return { capture, void: letGo };
}

const DONE = new Set(['AUTHORIZATION_ALREADY_CAPTURED', 'PREVIOUSLY_CAPTURED', 'PREVIOUSLY_VOIDED']);

const unsure = (message: string) => new Failure('GATEWAY_ANSWER_LOST', 'maybe', message);
