import { type Iwsmile, type Misbehaviour, now, own, type Payment, type Pending } from './books.ts';

/**
 * Calls back once, with the misbehaviour that was ordered. Inferred: that there is no repetition, whatever is answered, since no module and no document
 * speaks of one.
 */
export async function dispatch(iwsmile: Iwsmile, payment: Payment, url: string): Promise<void> {
  const type = payment.fields.payment_status ?? '';
  const ordered = take(iwsmile, type, (mode) => !changesFields(mode));
  const fault = ordered ?? iwsmile.webhookMishaps?.(type);
  switch (fault?.mode) {
    case 'lose':
      return log(iwsmile, payment.id, url, { status: null, note: 'lost on purpose' });
    case 'delay':
      queue(iwsmile, payment, url, fault.ms ?? 3000);
      return;
    case 'duplicate': {
      const copies = [queue(iwsmile, payment, url), queue(iwsmile, payment, url)];
      await Promise.all(copies.map((copy) => send(iwsmile, copy)));
      return;
    }
    default:
      await send(iwsmile, queue(iwsmile, payment, url));
  }
}

/** Makes the callbacks that have fallen due. */
export function sendDue(iwsmile: Iwsmile): void {
  for (const pending of [...iwsmile.books.outbox])
    if (pending.dueAt <= now(iwsmile) && !iwsmile.sending.has(pending)) void send(iwsmile, pending);
}

function queue(iwsmile: Iwsmile, payment: Payment, url: string, waitMs = 0): Pending {
  const pending: Pending = { payment: payment.id, url, dueAt: now(iwsmile) + waitMs };
  iwsmile.books.outbox.push(pending);
  iwsmile.sandbox.save();
  return pending;
}

async function send(iwsmile: Iwsmile, pending: Pending): Promise<void> {
  const payment = own(iwsmile.books.payments, pending.payment);
  iwsmile.sending.add(pending);
  const answer = payment && (await call(iwsmile, payment, pending.url));
  iwsmile.sending.delete(pending);
  if (iwsmile.closing.signal.aborted) return;
  const { outbox } = iwsmile.books;
  outbox.splice(outbox.indexOf(pending), 1);
  if (answer) log(iwsmile, pending.payment, pending.url, answer);
}

async function call(
  { account, closing, webhookTimeoutMs, ...iwsmile }: Iwsmile,
  payment: Payment,
  url: string,
) {
  const change = take(iwsmile, payment.fields.payment_status ?? '', changesFields)?.mode;
  const form = new URLSearchParams(change ? changed(payment.fields, change) : payment.fields);
  const byGet = account.callbackMethod === 'GET';
  const address = new URL(url);
  if (byGet) for (const [name, value] of form) address.searchParams.append(name, value);
  try {
    const response = await fetch(address, {
      method: account.callbackMethod,
      ...(!byGet && { body: form }),
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(webhookTimeoutMs), closing.signal]),
    });
    await response.body?.cancel();
    return { status: response.status, note: change ? `${change} on purpose` : '' };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: null, note: cause instanceof Error ? cause.message : String(cause) };
  }
}

const changesFields = (mode: Misbehaviour): boolean =>
  mode === 'corrupt-signature' || mode === 'alter-amount';

const changed = (fields: Record<string, string>, mode: Misbehaviour): Record<string, string> =>
  mode === 'alter-amount'
    ? { ...fields, amount: '0,01' }
    : { ...fields, verify_sign: (fields.verify_sign ?? '').split('').reverse().join('') };

function take(
  { misbehaviours }: Pick<Iwsmile, 'misbehaviours'>,
  type: string,
  kind: (mode: Misbehaviour) => boolean,
) {
  const fault = misbehaviours.find((one) => kind(one.mode) && (one.type === undefined || one.type === type));
  if (!fault) return undefined;
  fault.times -= 1;
  if (fault.times <= 0) misbehaviours.splice(misbehaviours.indexOf(fault), 1);
  return fault;
}

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
