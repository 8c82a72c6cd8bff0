import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import * as m from '../../workflows/messages.ts';
import * as e from '../../workflows/standing/erp/messages.ts';
import * as g from '../../workflows/standing/gateway/messages.ts';
import * as s from '../../workflows/standing/shop/messages.ts';

/** The view of a stand-in, and how it takes updates. */
export interface Play {
  order?: m.OrderView;
  payment?: m.PaymentView;
  checkout?: m.CheckoutView;
  deposit?: m.DepositDocumentView;
  gateway?: g.GatewayView;
  shop?: s.ShopImportView;
  erp?: e.ErpView;
  offers: m.ActionOffer[];
  /** Refuses every update with this sentence. */
  refuses?: string;
  /** The failure code of that refusal, where it has one. */
  refusesAs?: string;
  /** How long each update takes, in milliseconds. */
  takes?: number;
  /** Offers nothing more, or ends, once an update was taken. */
  after?: 'nothing' | 'end';
}

export interface Received {
  action: string;
  payload: m.Signed;
}

export const receivedQuery = defineQuery<Received[]>('received');
export const playSignal = defineSignal<[Partial<Play> | 'breaks']>('play');

/** Stands in for every workflow that has a page: the same queries and updates, played as the test says. */
export async function standIn(first: Play): Promise<void> {
  let play = first;
  let ended = false;
  const received: Received[] = [];
  setHandler(receivedQuery, () => received);
  setHandler(playSignal, (change) => {
    // What no handler of ours does: the task fails, and is repeated for ever.
    if (typeof change === 'string') throw new TypeError(change);
    play = { ...play, ...change };
  });
  setHandler(m.actionsQuery, () => play.offers);
  setHandler(m.orderQuery, () => shown(play.order));
  setHandler(m.paymentQuery, () => shown(play.payment));
  setHandler(m.checkoutQuery, () => shown(play.checkout));
  setHandler(m.depositDocumentQuery, () => shown(play.deposit));
  setHandler(g.gatewayQuery, () => shown(play.gateway));
  setHandler(s.shopQuery, () => shown(play.shop));
  setHandler(e.erpQuery, () => shown(play.erp));
  const updates = [
    m.retryUpdate,
    m.cancelOrderUpdate,
    m.letThroughUpdate,
    m.verifyNowUpdate,
    m.resolveUpdate,
    m.closePaymentUpdate,
    m.refundUpdate,
    m.captureUpdate,
    m.settledUpdate,
    g.catchUpFromUpdate,
    s.importFromUpdate,
    e.resumeUpdate,
  ] as const;
  for (const { name: action } of updates)
    setHandler(
      defineUpdate<string, [m.Signed]>(action),
      async (payload) => {
        received.push({ action, payload });
        if (play.after) play = { ...play, offers: [] };
        if (play.takes) await sleep(play.takes);
        ended = play.after === 'end';
        return `Update ${received.length} done.`;
      },
      {
        validator: (_signed: m.Signed) => {
          if (play.refuses)
            throw ApplicationFailure.nonRetryable(play.refuses, play.refusesAs ?? 'NOT_POSSIBLE');
        },
      },
    );
  await condition(() => ended);
}

function shown<T>(view: T | undefined): T {
  if (view === undefined) throw new Error('this stand-in has no such view');
  return view;
}
