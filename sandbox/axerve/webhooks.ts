import { release, remove, requested, sendAs, sendWhatIsDue, whileSending } from '../kit/outbox.ts';
import { own } from '../kit/records.ts';
import { takeMisbehaviour } from '../kit/steering.ts';
import { urlsOf, withAnswer } from './addresses.ts';
import type { Axerve, Misbehaviour, Notification, Payment, Pending, Status } from './books.ts';

/** How long a notification is repeated: docs.gestpay.it says so of SEPA. [INF] It is the same for all. */
const PATIENCE_MS = 48 * 3_600_000;
const MOST_READ = 10_000;

/**
 * Tells the merchant's server how a payment ended: OK, KO, or XX with OK or KO later. [INF] Nothing is told of what
 * happens to the money afterwards. A Starter shop is told nothing at all.
 */
export async function notify(axerve: Axerve, payment: Payment, status: Status): Promise<void> {
  const { books, sandbox } = axerve;
  sandbox.save();
  const url = urlsOf(axerve, payment).serverNotificationURL;
  if (url === undefined || own(books.shops, payment.shopLogin)?.version === 'Starter') return;
  const id = `n${Object.keys(books.notifications).length + 1}`;
  const { paymentID } = payment;
  const notification: Notification = {
    id,
    paymentID,
    status,
    at: sandbox.now().toISOString(),
    delivery: 'pending',
  };
  books.notifications[id] = notification;
  await dispatch(axerve, notification, url);
}

async function dispatch(axerve: Axerve, notification: Notification, url: string): Promise<void> {
  const fault =
    take(axerve, notification, (mode) => mode !== 'corrupt-token') ??
    axerve.webhookMishaps?.(notification.status);
  await sendAs(fault, {
    lose: () => {
      notification.delivery = 'failed';
      log(axerve, notification, url, { attempt: 1, status: null, note: 'lost on purpose' });
    },
    queue: (waitMs) => queue(axerve, notification, url, waitMs),
    send: (pending) => send(axerve, pending),
  });
}

/** Sends a notification again at once, delivered or not. */
export async function resend(axerve: Axerve, notification: Notification): Promise<void> {
  const payment = own(axerve.books.payments, notification.paymentID);
  const url = payment && urlsOf(axerve, payment).serverNotificationURL;
  if (url !== undefined) await send(axerve, queue(axerve, notification, url));
}

/** Sends what has fallen due. */
export const sendDue = (axerve: Axerve): void => sendWhatIsDue(axerve, (pending) => send(axerve, pending));

function queue(axerve: Axerve, notification: Notification, url: string, waitMs = 0): Pending {
  const firstAt = axerve.sandbox.now().getTime();
  const pending: Pending = {
    notification: notification.id,
    url,
    attempts: 0,
    firstAt,
    dueAt: firstAt + waitMs,
  };
  notification.delivery = 'pending';
  axerve.books.outbox.push(pending);
  axerve.sandbox.save();
  return pending;
}

async function send(axerve: Axerve, pending: Pending): Promise<void> {
  const notification = own(axerve.books.notifications, pending.notification);
  const payment = notification && own(axerve.books.payments, notification.paymentID);
  if (!payment) return drop(axerve, pending);
  pending.attempts += 1;
  const answer = await whileSending(axerve, pending, () => ask(axerve, payment, notification, pending.url));
  if (!answer) return;
  log(axerve, notification, pending.url, {
    attempt: pending.attempts,
    status: answer.status,
    note: answer.note,
  });
  const now = axerve.sandbox.now().getTime();
  const waits = axerve.settings.webhookRetryMs;
  const wait = waits[Math.min(pending.attempts, waits.length) - 1];
  if (answer.held) notification.delivery = 'delivered';
  if (answer.held || wait === undefined || now + wait > pending.firstAt + PATIENCE_MS) drop(axerve, pending);
  else pending.dueAt = now + wait;
  // Comes last, since it sends what is due: what was just delivered must not be sent again.
  if (!pending.held && release(axerve, () => true)) sendDue(axerve);
}

/** Whether the merchant took it. [INF] That needs 2xx and a page: `<HTML></HTML>` or `<html>OK</html>`, but not `<html>KO</html>`. */
const isHeld = (ok: boolean, body: string): boolean =>
  ok && /<html>[\s\S]*<\/html>/i.test(body) && !/<html>\s*KO\s*<\/html>/i.test(body);

async function ask(axerve: Axerve, payment: Payment, notification: Notification, url: string) {
  const corrupt = take(axerve, notification, (mode) => mode === 'corrupt-token') !== undefined;
  const token = corrupt ? '00000000-0000-4000-8000-000000000000' : payment.paymentToken;
  const answer = await requested(
    axerve.closing,
    axerve.settings.webhookTimeoutMs,
    withAnswer(url, payment, notification.status, token),
    // Axerve names no user agent: plugins tell its requests from a browser's by that.
    { headers: { 'user-agent': '' } },
    async (response) => {
      const body = (await response.text()).slice(0, MOST_READ);
      const held = isHeld(response.ok, body);
      const why = held || !response.ok ? '' : 'answered without <HTML></HTML>';
      return { held, status: response.status, note: corrupt ? 'token corrupted on purpose' : why };
    },
  );
  return { held: false, ...answer };
}

function drop(axerve: Axerve, pending: Pending): void {
  const notification = own(axerve.books.notifications, pending.notification);
  if (notification?.delivery === 'pending') notification.delivery = 'failed';
  remove(axerve, pending);
}

const take = (axerve: Axerve, notification: Notification, isMeant: (mode: Misbehaviour) => boolean) =>
  takeMisbehaviour(axerve.misbehaviours, notification.status, isMeant);

function log(
  axerve: Axerve,
  { id, paymentID, status: type }: Notification,
  url: string,
  outcome: { attempt: number; status: number | null; note: string },
): void {
  const at = axerve.sandbox.now().toISOString();
  axerve.books.deliveries.push({ notification: id, paymentID, type, url, at, ...outcome });
  axerve.sandbox.save();
}
