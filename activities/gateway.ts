import { Failure } from '../domain/failure.ts';
import type { Message } from '../domain/schemas/message.ts';
import type { Page, PageRequest } from '../domain/schemas/payment.ts';
import type { Answer, Gateway, Hold, RefundOrder, Taking } from '../gateways/gateway.ts';
import { linked } from '../gateways/optional.ts';
import { firstShown, type PaidBy } from '../gateways/shown.ts';
import { knowing, named, sorted } from './failures.ts';

/** What a payment knows of the page that the gateway is asked for. Absent in what was asked before it was told. */
export interface AskedPage {
  /** UTC, ISO 8601. */
  expiresAt: string;
  /** What the payment's messages carried for the gateway, each once and oldest first: of more than 16 the first eight and the last. */
  proofs: string[];
}

export interface GatewayActivities {
  /** Opens the page; under one key at most one is shown to anybody. */
  openPage(gateway: string, request: PageRequest, idempotencyKey: string): Promise<Page>;
  /**
   * What the gateway says of the payment now: its state first, then what happened to the money since. Where it closes no page, one is
   * open until its time is over by our clock.
   */
  inquire(gateway: string, paymentId: string, pageId: string, page?: AskedPage): Promise<Message[]>;
  /** Closes the page, or says why it can't be closed any more. A gateway that closes none is asked. */
  closePage(gateway: string, paymentId: string, pageId: string, page?: AskedPage): Promise<Message[]>;
  /** Takes money that was agreed to or is held; the same key takes it once, and it is looked for before it is taken. */
  capture(gateway: string, taking: Taking): Promise<Message[]>;
  /** Lets go of what is held, or says what became of it. */
  void(gateway: string, hold: Hold): Promise<Message[]>;
  /** Gives money back; the same key makes one refund, which is looked for before it is made. */
  refund(gateway: string, order: RefundOrder): Promise<Message>;
}

/** `paidBy` is asked about what a gateway says by proofs that were shown to us. */
export function gatewayActivities(gateways: Record<string, Gateway>, paidBy?: PaidBy): GatewayActivities {
  const at = (name: string) => named(gateways, name, 'UNKNOWN_GATEWAY');
  /** What only some gateways do; `of` is what it is to be done to. Throws GATEWAY_REFUSED where this one does not. */
  const able = <C extends keyof typeof LACKING>(name: string, can: C, of: string) => {
    const call = at(name)[can];
    if (call) return call as Required<Gateway>[C];
    throw new Failure('GATEWAY_REFUSED', 'refused', `${name}, ${of}: this gateway ${LACKING[can]}`);
  };
  /** Asks the gateway, or has it close the page; what it says of money that came leads people to its back office. */
  const ask =
    (question: 'inquire' | 'closePage'): GatewayActivities['inquire'] =>
    (name, paymentId, pageId, page) =>
      sorted('looks-first', async () => {
        const gateway = at(name);
        const call = gateway[question] ?? gateway.inquire;
        // While the answer is on its way the page can still be paid.
        const asked = Date.now();
        const said = await call(paymentId, pageId, page?.proofs);
        const answer = gateway.closePage ? said : byOurClock(said, page, asked);
        const messages = page?.proofs.length
          ? await Promise.all(answer.map((one) => firstShown(name, paymentId, one, paidBy)))
          : answer;
        return messages.map((message) => linked(gateway, message));
      });
  return {
    openPage: (gateway, request, key) =>
      sorted('looks-first', async () => at(gateway).openPage(request, key)),
    inquire: ask('inquire'),
    closePage: ask('closePage'),
    capture: (name, taking) =>
      sorted('looks-first', async () => {
        const answer = await able(name, 'capture', taking.captureKey)(taking);
        return answer.map((message) => linked(at(name), message));
      }),
    void: (name, hold) =>
      sorted('looks-first', async () => {
        const answer = await able(name, 'void', hold.paymentId)(hold);
        return answer.map((message) => linked(at(name), message));
      }),
    refund: (name, order) =>
      sorted('looks-first', () =>
        knowing(async (mayBeDone) => {
          const unsureSince = mayBeDone ? new Date().toISOString() : order.unsureSince;
          return able(name, 'refund', order.refundKey)({ ...order, ...(unsureSince && { unsureSince }) });
        }),
      ),
  };
}

/** What a gateway is that can't do so much, and what a person does instead. */
const LACKING = {
  capture: 'takes nothing when it is asked; take it in its own back office',
  void: 'lets go of nothing when it is asked; do it in its own back office',
  refund: 'gives nothing back when it is asked; give it back in its own back office',
};

/**
 * An open page that nobody can close is one that can't be paid any more if its time was over as we asked, and what was agreed to on it
 * is not taken any more. Money that comes all the same is heard.
 */
function byOurClock([state, ...since]: Answer, page: AskedPage | undefined, asked: number): Answer {
  const over = page !== undefined && Date.parse(page.expiresAt) <= asked;
  const isPayable = state.fact === 'PAGE_OPEN' || state.fact === 'APPROVED';
  if (!isPayable || !over) return [state, ...since];
  const note = [state.note, 'the gateway closes no page: its time is over by our clock']
    .filter(Boolean)
    .join('; ');
  // Another message than that the page is open, however the gateway names what it says.
  return [{ ...state, id: `${state.id}:over`, fact: 'PAGE_EXPIRED', note }, ...since];
}
