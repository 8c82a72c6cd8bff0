import { remove, requested, sendAs, sendWhatIsDue, statusOf, whileSending } from '../kit/outbox.ts';
import { own } from '../kit/records.ts';
import { takeMisbehaviour } from '../kit/steering.ts';
import { type Iwsmile, type Misbehaviour, now, type Payment, type Pending } from './books.ts';

/**
 * Calls back once, with the misbehaviour that was ordered. Inferred: there is no repetition, whatever the answer, since no
 * module and no document speaks of one.
 */
export async function dispatch(iwsmile: Iwsmile, payment: Payment, url: string): Promise<void> {
  const type = payment.fields.payment_status ?? '';
  const ordered = take(iwsmile, type, (mode) => !changesFields(mode));
  const fault = ordered ?? iwsmile.webhookMishaps?.(type);
  await sendAs(fault, {
    lose: () => log(iwsmile, payment.id, url, { status: null, note: 'lost on purpose' }),
    queue: (waitMs) => queue(iwsmile, payment, url, waitMs),
    send: (pending) => send(iwsmile, pending),
  });
}

/** Makes the callbacks that are due. */
export const sendDue = (iwsmile: Iwsmile): void =>
  sendWhatIsDue(iwsmile, (pending) => send(iwsmile, pending));

function queue(iwsmile: Iwsmile, payment: Payment, url: string, waitMs = 0): Pending {
  const pending: Pending = { payment: payment.id, url, dueAt: now(iwsmile) + waitMs };
  iwsmile.books.outbox.push(pending);
  iwsmile.sandbox.save();
  return pending;
}

async function send(iwsmile: Iwsmile, pending: Pending): Promise<void> {
  const payment = own(iwsmile.books.payments, pending.payment);
  if (!payment) return remove(iwsmile, pending);
  const answer = await whileSending(iwsmile, pending, () => call(iwsmile, payment, pending.url));
  if (!answer) return;
  remove(iwsmile, pending);
  log(iwsmile, pending.payment, pending.url, answer);
}

async function call(iwsmile: Iwsmile, payment: Payment, url: string) {
  const { account, closing, webhookTimeoutMs } = iwsmile;
  const change = take(iwsmile, payment.fields.payment_status ?? '', changesFields)?.mode;
  const form = new URLSearchParams(change ? changed(payment.fields, change) : payment.fields);
  const byGet = account.callbackMethod === 'GET';
  const address = new URL(url);
  if (byGet) for (const [name, value] of form) address.searchParams.append(name, value);
  return requested(
    closing,
    webhookTimeoutMs,
    address,
    { method: account.callbackMethod, ...(!byGet && { body: form }) },
    async (response) => ({ status: await statusOf(response), note: change ? `${change} on purpose` : '' }),
  );
}

const changesFields = (mode: Misbehaviour): boolean =>
  mode === 'corrupt-signature' || mode === 'alter-amount';

const changed = (fields: Record<string, string>, mode: Misbehaviour): Record<string, string> =>
  mode === 'alter-amount'
    ? { ...fields, amount: '0,01' }
    : { ...fields, verify_sign: (fields.verify_sign ?? '').split('').reverse().join('') };

const take = (iwsmile: Iwsmile, type: string, isMeant: (mode: Misbehaviour) => boolean) =>
  takeMisbehaviour(iwsmile.misbehaviours, type, isMeant);

function log(
  iwsmile: Iwsmile,
  payment: string,
  url: string,
  outcome: { status: number | null; note: string },
): void {
  const { callbackMethod: method } = iwsmile.account;
  iwsmile.books.deliveries.push({
    payment,
    method,
    url,
    at: iwsmile.sandbox.now().toISOString(),
    ...outcome,
  });
  iwsmile.sandbox.save();
}
