import { Failure } from '../../domain/failure.ts';
import { sumOfHold } from '../amounts.ts';
import type { Answer, Hold, Taking } from '../gateway.ts';
import { latestNow } from '../their-clock.ts';
import { amounts, amountText } from './amounts.ts';
import { type AxerveClient, Refusal } from './client.ts';
import { HOLD_LAPSED, NOTHING_TAKEN } from './codes.ts';
import { type Standing, standingOf, stateMessage } from './mapping.ts';
import type { Ours } from './marks.ts';
import type { payments } from './payments.ts';
import { lost, refusalIn } from './refunds.ts';

type Of = Omit<Hold, 'hold'> & Pick<Taking, 'hold' | 'again'>;
type How = 'capture' | 'cancel';

/** What stands in Axerve's back office beside it. */
const REASON = 'Ordine annullato';

/**
 * Money that a separated shop holds: hype-app/gestpay-api, POST payment/capture and payment/cancel. Axerve has no key for either: a
 * payment's history is read before, and has the last word after. Not confirmed: that it has what was taken at once, and that of one hold
 * is taken once: a part that may have been taken is never asked for again.
 */
export function holds(client: AxerveClient, name: string, ours: Ours, all: ReturnType<typeof payments>) {
  async function capture(taking: Taking): Promise<Answer> {
    const { money, captureKey, before, pageId } = taking;
    const what = `${name}, ${captureKey}`;
    const { standing, at } = await look(what, taking);
    if (standing.fact !== 'AUTHORISED') return all.inquire(taking.paymentId, pageId);
    if (taking.hold === undefined || latestNow(at) >= Date.parse(before))
      return [message(pageId, standing, at)];
    // More than is held Axerve takes for nobody: only a part can be taken twice.
    if (taking.again && money.amount < (standing.money?.amount ?? 0)) throw mayBeTaken(what, pageId);
    const { step = 1 } = amounts(money.currency) ?? {};
    const whole = money.amount % step === 0 ? amountText(money) : undefined;
    const amount = sumOfHold(what, taking.hold, standing.money, money, whole);
    const refusal = await move(what, 'capture', {
      paymentID: pageId,
      amount,
      currency: money.currency,
    });
    return became(what, taking, refusal);
  }

  async function letGo(hold: Hold): Promise<Answer> {
    const what = `${name}, letting go of ${hold.hold}`;
    const { standing } = await look(what, hold);
    if (standing.fact !== 'AUTHORISED') return all.inquire(hold.paymentId, hold.pageId);
    const refusal = await move(what, 'cancel', { paymentID: hold.pageId, cancelReason: REASON });
    return became(what, hold, refusal);
  }

  /** Throws PAGE_NOT_FOUND where the page is another payment's, or the hold is not that of the page: both are the payment's id at Axerve. */
  async function look(what: string, { paymentId, pageId, hold = pageId }: Of) {
    if (hold !== pageId)
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${hold} is not what ${pageId} holds`);
    const { detail, at } = await all.detailOf(what, paymentId, pageId);
    return { standing: standingOf(detail, ours, at), at };
  }

  const message = (paymentID: string, standing: Standing, at: string) =>
    stateMessage({ paymentID }, standing, { source: 'inquiry', at }, ours.live);

  /** Answers a refusal after which nothing was done; whatever else goes wrong, nobody knows. */
  async function move(what: string, how: How, body: object): Promise<Refusal | undefined> {
    try {
      return refusalIn(what, await client.move(what, how, body));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'GATEWAY_LOGIN_REFUSED') throw error;
      if (NOTHING_TAKEN.has(error.errorCode)) return error;
      throw lost(error.message);
    }
  }

  /** What the payment has become, once it was asked for. */
  async function became(what: string, of: Of, refusal: Refusal | undefined): Promise<Answer> {
    const { standing, at } = await look(what, of).catch(unsure);
    const { fact } = standing;
    if (fact === 'PAID' || fact === 'PAGE_EXPIRED') return [message(of.pageId, standing, at)];
    if (fact !== 'AUTHORISED') return all.inquire(of.paymentId, of.pageId).catch(unsure);
    if (!refusal) throw notYet(what);
    // That the hold is over its details do not say; nor do they at once that a try before has taken it, of which nothing is left then.
    if (refusal.errorCode !== HOLD_LAPSED || of.again)
      throw of.again ? lost(`${refusal.message}; a try before may have taken it`) : refusal;
    const over: Standing = {
      ...standing,
      fact: 'PAGE_EXPIRED',
      until: undefined,
      note: 'the hold has lapsed',
    };
    return [message(of.pageId, over, at)];
  }

  return { capture, void: letGo };
}

/** Once something was asked for: without an answer nobody knows what became of it. */
function unsure(error: unknown): never {
  throw error instanceof Failure ? lost(error.message) : error;
}

const notYet = (what: string) => lost(`${what}: Axerve accepted it, and its history does not have it yet`);

const mayBeTaken = (what: string, pageId: string) =>
  lost(
    `${what}: a try before may have taken it, and the history does not have it; look for ${pageId} in Axerve's back office, and take it there if it was not taken`,
  );
