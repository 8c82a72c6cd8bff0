import type { Misbehaviour, Pending, Skrill } from './books.ts';
import { now } from './books.ts';
import { signature } from './signature.ts';

type Report = Pick<Pending, 'about' | 'status' | 'body'>;

/** Posts a report to its addresses, with the misbehaviour that was ordered. Mail is only written down. */
export async function dispatch(skrill: Skrill, report: Report, urls: string[]): Promise<void> {
  await Promise.all(urls.map((url) => deliver(skrill, report, url)));
}

async function deliver(skrill: Skrill, report: Report, url: string): Promise<void> {
  if (url.startsWith('mailto:'))
    return log(skrill, { ...report, url }, { attempt: 1, status: null, note: 'by mail' });
  const ordered = take(skrill, report.status, (mode) => !changesBody(mode));
  const fault = ordered ?? skrill.webhookMishaps?.(report.status);
  switch (fault?.mode) {
    case 'lose':
      return log(skrill, { ...report, url }, { attempt: 1, status: null, note: 'lost on purpose' });
    case 'delay':
      queue(skrill, report, url, fault.ms ?? 3000);
      return;
    case 'reorder':
      // Held until another report overtakes it; `ms` only bounds the wait.
      queue(skrill, report, url, fault.ms ?? 30_000).held = true;
      return;
    case 'duplicate': {
      const copies = [queue(skrill, report, url), queue(skrill, report, url)];
      await Promise.all(copies.map((copy) => send(skrill, copy)));
      return;
    }
    default:
      await send(skrill, queue(skrill, report, url));
  }
}

/** Posts what has fallen due. */
export function sendDue(skrill: Skrill): void {
  for (const pending of [...skrill.books.outbox])
    if (pending.dueAt <= now(skrill) && !skrill.sending.has(pending)) void send(skrill, pending);
}

function queue(skrill: Skrill, { about, status, body }: Report, url: string, waitMs = 0): Pending {
  const pending: Pending = { about, status, url, body, attempts: 0, dueAt: now(skrill) + waitMs };
  skrill.books.outbox.push(pending);
  skrill.sandbox.save();
  return pending;
}

async function send(skrill: Skrill, pending: Pending): Promise<void> {
  skrill.sending.add(pending);
  pending.attempts += 1;
  const answer = await post(skrill, pending);
  skrill.sending.delete(pending);
  if (skrill.closing.signal.aborted) return;
  log(skrill, pending, { attempt: pending.attempts, ...answer });
  const retryMs = skrill.settings.webhookRetryMs[pending.attempts - 1];
  if (answer.status === 200 || retryMs === undefined) drop(skrill, pending);
  else pending.dueAt = now(skrill) + retryMs;
  // Last, since it posts what is due: what was just delivered must not be.
  if (!pending.held) release(skrill, pending.url);
}

async function post(skrill: Skrill, pending: Pending) {
  const change = take(skrill, pending.status, changesBody)?.mode;
  try {
    const response = await fetch(pending.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: change ? changed(skrill, pending.body, change) : pending.body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(skrill.settings.webhookTimeoutMs), skrill.closing.signal]),
    });
    await response.body?.cancel();
    return { status: response.status, note: change ? `${change} on purpose` : '' };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: null, note: cause instanceof Error ? cause.message : String(cause) };
  }
}

const changesBody = (mode: Misbehaviour): boolean => mode === 'corrupt-signature' || mode === 'alter-amount';

function changed({ account }: Skrill, body: string, mode: Misbehaviour): string {
  const form = new URLSearchParams(body);
  const value = (name: string) => form.get(name) ?? '';
  if (mode === 'alter-amount') form.set('amount', '0.01');
  else {
    const fields = {
      merchant_id: value('merchant_id'),
      transaction_id: value('transaction_id'),
      mb_amount: value('mb_amount'),
      mb_currency: value('mb_currency'),
      status: value('status'),
    };
    form.set('md5sig', signature('md5', `${account.secretWord}x`, fields));
    if (form.has('sha2sig')) form.set('sha2sig', signature('sha256', `${account.secretWord}x`, fields));
  }
  return String(form);
}

function release(skrill: Skrill, url: string): void {
  const held = skrill.books.outbox.filter((pending) => pending.held && pending.url === url);
  for (const pending of held) Object.assign(pending, { held: false, dueAt: 0 });
  if (held.length > 0) sendDue(skrill);
}

function drop(skrill: Skrill, pending: Pending): void {
  const { outbox } = skrill.books;
  const index = outbox.indexOf(pending);
  if (index >= 0) outbox.splice(index, 1);
  skrill.sandbox.save();
}

function take(skrill: Skrill, status: string, kind: (mode: Misbehaviour) => boolean) {
  const { misbehaviours } = skrill;
  const fault = misbehaviours.find(({ mode, type }) => kind(mode) && (type === undefined || type === status));
  if (!fault) return undefined;
  fault.times -= 1;
  if (fault.times <= 0) misbehaviours.splice(misbehaviours.indexOf(fault), 1);
  return fault;
}

function log(
  skrill: Skrill,
  { about, status: type, url }: Pick<Pending, 'about' | 'status' | 'url'>,
  outcome: { attempt: number; status: number | null; note: string },
): void {
  skrill.books.deliveries.push({ about, type, url, at: skrill.sandbox.now().toISOString(), ...outcome });
  skrill.sandbox.save();
}
