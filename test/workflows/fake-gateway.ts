import { Failure } from '../../domain/failure.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { Answer, Gateway, Taking } from '../../gateways/gateway.ts';
import type { Send } from '../../temporal/signals.ts';
import { messageSignal } from '../../workflows/messages.ts';
import { refuse } from './fakes.ts';

const CHARGED: Message['fact'][] = ['PROCESSING', 'PAID', 'FAILED'];
const HELD_MS = 7 * 24 * 3_600_000;

/**
 * How a try to take money goes: `lost` took it, and nobody hears of it; `undone` did not, and nobody knows; nor of what is `kept`, a
 * failure, under its key.
 */
export type Try = 'taken' | 'refused' | 'lost' | 'undone' | 'kept' | 'away' | 'no rights';
interface FakePage {
  state: Message['fact'];
  money: Money;
  later: boolean;
  until: string;
  refunded?: Money;
}

/** A gateway in memory, with pages that are paid, agreed to, held, closed and refunded. */
export function fakeGateway(send: Send) {
  const pages = new Map<string, FakePage>();
  const asked: string[] = [];
  const tries: Taking[] = [];
  const coming = new Map<string, Try[]>();
  const refusedUnder = new Set<string>();
  const failedUnder = new Set<string>();
  const voided: string[] = [];
  const silent = new Set<string>();
  let took = 0;
  let takesMs = 0;
  let messages = 0;
  const message = (paymentId: string, fact: Message['fact'], about: Partial<Message> = {}): Message => {
    messages += 1;
    const at = new Date().toISOString();
    const id = `m${messages}`;
    return {
      id,
      source: 'inquiry',
      at,
      fact,
      page: `page-${paymentId}`,
      live: false,
      status: fact,
      ...about,
    };
  };
  const answer = (paymentId: string): Answer => {
    const { state, money, refunded, until } = pages.get(paymentId) ?? refuse();
    const charge = CHARGED.includes(state)
      ? { charge: `pi_${paymentId}`, money }
      : state === 'AUTHORISED'
        ? { charge: `auth_${paymentId}`, money, until }
        : {};
    const back = refunded && {
      ...message(paymentId, 'REFUNDED', { charge: `pi_${paymentId}`, money: refunded }),
      id: `refund:re_${refunded.amount}:succeeded`,
    };
    return [message(paymentId, state, charge), ...(back ? [back] : [])];
  };
  const gateway: Gateway = {
    name: 'cards',
    live: false,
    amounts: () => ({ least: 50, most: 99_999_999, step: 1 }),
    links: (charge) => `https://cards.example/${charge}`,
    pageOfReturn: (query) => query.get('page') ?? undefined,
    async openPage({ paymentId, total, expiresAt, capture }) {
      const until = new Date(Date.now() + HELD_MS).toISOString();
      pages.set(paymentId, { state: 'PAGE_OPEN', money: total, later: capture === 'later', until });
      return { id: `page-${paymentId}`, url: `https://cards.example/${paymentId}`, expiresAt };
    },
    async inquire(paymentId) {
      asked.push(paymentId);
      if (silent.has(paymentId)) throw new Failure('GATEWAY_REFUSED', 'refused', `asking for ${paymentId}`);
      return answer(paymentId);
    },
    async closePage(paymentId) {
      const page = pages.get(paymentId) ?? refuse();
      if (page.state === 'PAGE_OPEN' || page.state === 'APPROVED') page.state = 'PAGE_EXPIRED';
      return answer(paymentId);
    },
    async capture(taking) {
      const { paymentId, captureKey, hold, money } = taking;
      tries.push(taking);
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      const page = pages.get(paymentId) ?? refuse();
      if (failedUnder.has(captureKey))
        throw new Failure('GATEWAY_STORED_FAILURE', 'refused', `taking ${captureKey}`);
      const how = coming.get(paymentId)?.shift() ?? 'taken';
      if (how === 'away') throw new Failure('GATEWAY_AWAY', 'away', `taking ${captureKey}`);
      if (how === 'no rights') throw new Failure('GATEWAY_REFUSED', 'refused', `taking ${captureKey}`);
      if (how === 'kept') failedUnder.add(captureKey);
      const canTake = page.state === (hold === undefined ? 'APPROVED' : 'AUTHORISED');
      // What was refused under a key is refused under it for ever.
      if (how === 'refused' || refusedUnder.has(captureKey)) {
        refusedUnder.add(captureKey);
        if (hold === undefined && canTake) page.state = 'PAGE_OPEN';
      } else if (canTake && how !== 'undone' && how !== 'kept') {
        if (hold === undefined && page.later) page.state = 'AUTHORISED';
        else Object.assign(page, { state: 'PAID', money });
        took += 1;
      }
      if (how === 'lost' || how === 'undone' || how === 'kept')
        throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', `taking ${captureKey}`);
      return answer(paymentId);
    },
    async void({ paymentId }) {
      const page = pages.get(paymentId) ?? refuse();
      voided.push(paymentId);
      if (page.state === 'AUTHORISED') page.state = 'PAGE_EXPIRED';
      return answer(paymentId);
    },
    refund: refuse,
    readNotification: refuse,
    lookUp: refuse,
    listNotifications: refuse,
    check: refuse,
    createWebhook: refuse,
  };
  const becomes = (paymentId: string, state: Message['fact']): void => {
    (pages.get(paymentId) ?? refuse()).state = state;
  };
  /** Sends a notification; `about` overrides fields. */
  async function tells(paymentId: string, about: Partial<Message> = {}): Promise<void> {
    const told = { ...answer(paymentId)[0], source: 'notification', gateway: 'cards' } as Message;
    await send(paymentWorkflowId(paymentId), messageSignal, { ...told, ...about });
  }
  return {
    gateway,
    /** The payments whose state it was asked for, and those whose hold it was told to let go of. */
    asked,
    voided,
    /** The tries to take money of a payment. */
    triesOf: (paymentId: string) => tries.filter((one) => one.paymentId === paymentId),
    /** How often money was taken or held by a try. */
    took: () => took,
    /** How the next tries to take money of a payment go, and how long each lasts. */
    willBe(paymentId: string, ...next: Try[]): void {
      coming.set(paymentId, next);
    },
    slows(ms: number): void {
      takesMs = ms;
    },
    /** The customer agrees on the page, and the gateway says so unless it is told in silence. */
    async agrees(paymentId: string, silently = false): Promise<void> {
      becomes(paymentId, 'APPROVED');
      if (!silently) await tells(paymentId);
    },
    /** The customer pays on a page whose money is held, and the gateway says so. */
    async holds(paymentId: string, amount?: number): Promise<void> {
      becomes(paymentId, 'AUTHORISED');
      const page = pages.get(paymentId) ?? refuse();
      if (amount !== undefined) page.money = { ...page.money, amount };
      await tells(paymentId);
    },
    /** From now on it does not say how a payment stands, or it does again. */
    isSilentOf(paymentId: string, so: boolean): void {
      if (so) silent.add(paymentId);
      else silent.delete(paymentId);
    },
    /** The hold of a payment ends in so many milliseconds. */
    holdsFor(paymentId: string, ms: number): void {
      (pages.get(paymentId) ?? refuse()).until = new Date(Date.now() + ms).toISOString();
    },
    becomes,
    tells,
    stateOf: (paymentId: string) => pages.get(paymentId)?.state,
    /** The customer pays on the page, and the gateway says so. */
    async pays(paymentId: string): Promise<void> {
      becomes(paymentId, 'PAID');
      await tells(paymentId);
    },
    /** Refunds a charge in the gateway, which sends no notification. */
    gaveBack(paymentId: string, amount: number): void {
      const page = pages.get(paymentId) ?? refuse();
      page.refunded = { ...page.money, amount };
    },
  };
}
