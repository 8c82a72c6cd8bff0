import { ActivityFailure, CancellationScope, log, sleep, workflowInfo } from '@temporalio/workflow';
import type { AlertActivities } from '../../activities/alert.ts';
import type { Imported } from '../../activities/shop.ts';
import { type Alert, type AlertChannel, whatToDo } from '../../domain/alert.ts';
import type { Attention } from '../../domain/attention.ts';
import type { OrderInput } from '../order/messages.ts';
import type { PaymentInput } from '../payment/messages.ts';
import { type Clock, taskTimeText } from './clock.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What an alert says of the order or payment that its attention is about. */
export type AlertContext = Pick<Alert, 'order' | 'paymentId' | 'customer' | 'amount' | 'link'>;

/** A channel that is away is tried without end: an alert costs nothing while it waits. */
const alertCalls = (clock: Clock, summary: string) =>
  clock.activities<Pick<AlertActivities, 'postAlert' | 'mailAlert'>>({
    startToCloseTimeout: '5m',
    heartbeatTimeout: '20s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
    summary,
  });

/** What a workflow that begins anew hands on, so that nobody is told twice and nothing is left unsaid. */
export interface AlertMemory {
  standing: string[];
  counts: Record<string, number>;
  unsent: Unsent[];
}

interface Unsent {
  alert: Alert;
  /** The channels that it still has to be sent by; absent until they are known. */
  channels?: AlertChannel[];
  identity: string;
}

/**
 * Tells people of attentions, each once for as long as it lasts: one that goes away and comes back is a new one. This
 * happens beside the workflow, which neither waits for it nor fails by it.
 */
export class Alerts {
  readonly #clock: Clock;
  readonly #current: Set<string>;
  readonly #counts: Record<string, number>;
  readonly #unsent = new Set<Unsent>();
  readonly #pauseMs: number;

  /** `pauseMs`: after how long what was refused is tried again for the first time. */
  constructor(clock: Clock, pauseMs = HOUR_MS, { standing, counts, unsent }: AlertMemory = nothing) {
    this.#clock = clock;
    this.#pauseMs = pauseMs;
    this.#current = new Set(standing);
    this.#counts = { ...counts };
    for (const left of unsent) this.#send(left);
  }

  get memory(): AlertMemory {
    return { standing: [...this.#current], counts: this.#counts, unsent: [...this.#unsent] };
  }

  /** Takes the attentions that there are now, whenever the workflow shows itself. Never waits, never throws. */
  track(attentions: Attention[], context: AlertContext): void {
    const now = new Map(attentions.map((attention) => [`${attention.code} ${attention.text}`, attention]));
    for (const known of this.#current) if (!now.has(known)) this.#current.delete(known);
    for (const [identity, attention] of now) {
      if (this.#current.has(identity)) continue;
      this.#current.add(identity);
      this.#send({ alert: this.#alert(attention, context), identity });
    }
  }

  #send(unsent: Unsent): void {
    this.#unsent.add(unsent);
    const { code, key } = unsent.alert;
    // The same attention, come back later, is another alert with a key of its own.
    const isCurrent = () =>
      this.#current.has(unsent.identity) && key.endsWith(`/${code}/${this.#counts[code] ?? 0}`);
    // A cancellation of the workflow is no reason to keep silent.
    void CancellationScope.nonCancellable(() => tell(this.#clock, unsent, this.#pauseMs, isCurrent))
      .catch((error) => log.error('an alert could not be sent', { code, error }))
      .finally(() => this.#unsent.delete(unsent));
  }

  #alert({ code, text }: Attention, context: AlertContext): Alert {
    const count = (this.#counts[code] ?? 0) + 1;
    this.#counts[code] = count;
    const { workflowId } = workflowInfo();
    return {
      ...context,
      key: `${workflowId}/${code}/${count}`,
      workflowId,
      code,
      text,
      whatToDo: whatToDo(code),
      at: taskTimeText(),
    };
  }
}

const nothing: AlertMemory = { standing: [], counts: {}, unsent: [] };

export const aboutOrder = ({ shop, id }: OrderInput, imported: Imported | undefined): AlertContext => ({
  order: { shop, number: imported?.order.number ?? id },
  customer: imported?.customerLabel,
  amount: imported && { amount: imported.order.total, currency: imported.order.currency },
  link: imported?.order.adminUrl,
});

export const aboutPayment = ({ paymentId, order, customerLabel, page }: PaymentInput): AlertContext => ({
  order: order && { shop: order.shop, number: order.number },
  paymentId,
  customer: customerLabel,
  amount: page.total,
});

/**
 * Whether a payment tells people itself. The order tells of its payments: only one that has no order, or whose order is
 * gone, speaks for itself. So nothing that a payment passes on is told twice.
 */
export const speaksForItself = ({ order }: PaymentInput, orderGone: boolean): boolean => !order || orderGone;

async function tell(clock: Clock, unsent: Unsent, pauseMs: number, isCurrent: () => boolean): Promise<void> {
  const { alertChannels } = clock.localActivities<Pick<AlertActivities, 'alertChannels'>>({
    startToCloseTimeout: '10s',
  });
  unsent.channels ??= await alertChannels();
  const sent = (channel: AlertChannel) => {
    unsent.channels = unsent.channels?.filter((left) => left !== channel);
  };
  await Promise.all(
    unsent.channels.map(async (channel) => {
      await tellBy(clock, channel, unsent.alert, pauseMs, isCurrent);
      sent(channel);
    }),
  );
}

/**
 * Sends by one channel. An alert that was refused is tried again, ever more rarely, as long as its attention lasts: a
 * person may mend the configuration meanwhile.
 */
async function tellBy(
  clock: Clock,
  channel: AlertChannel,
  alert: Alert,
  pauseMs: number,
  isCurrent: () => boolean,
): Promise<void> {
  const { postAlert, mailAlert } = alertCalls(clock, `Tell people: ${alert.code}`);
  const send = { post: postAlert, mail: mailAlert }[channel];
  for (let pause = pauseMs; ; pause = Math.min(2 * pause, DAY_MS)) {
    try {
      await send(alert);
      return;
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      log.warn('an alert was refused', { channel, key: alert.key, error });
    }
    await sleep(pause, { summary: `Tell people again: ${alert.code}` });
    if (!isCurrent()) return;
  }
}
