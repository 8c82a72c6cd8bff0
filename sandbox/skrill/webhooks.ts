import { release, remove, requested, sendAs, sendWhatIsDue, statusOf, whileSending } from '../kit/outbox.ts';
import { takeMisbehaviour } from '../kit/steering.ts';
import type { Misbehaviour, Pending, Skrill } from './books.ts';
import { now } from './books.ts';
import { signature } from './signature.ts';

type Report = Pick<Pending, 'about' | 'status' | 'body'>;

/** Posts a report to its addresses, with the misbehaviour that was ordered. A mail is only logged. */
export async function dispatch(skrill: Skrill, report: Report, urls: string[]): Promise<void> {
  await Promise.all(urls.map((url) => deliver(skrill, report, url)));
}

async function deliver(skrill: Skrill, report: Report, url: string): Promise<void> {
  if (url.startsWith('mailto:'))
    return log(skrill, { ...report, url }, { attempt: 1, status: null, note: 'by mail' });
  const ordered = take(skrill, report.status, (mode) => !changesBody(mode));
  const fault = ordered ?? skrill.webhookMishaps?.(report.status);
  await sendAs(fault, {
    lose: () => log(skrill, { ...report, url }, { attempt: 1, status: null, note: 'lost on purpose' }),
    queue: (waitMs) => queue(skrill, report, url, waitMs),
    send: (pending) => send(skrill, pending),
  });
}

/** Posts what is due. */
export const sendDue = (skrill: Skrill): void => sendWhatIsDue(skrill, (pending) => send(skrill, pending));

function queue(skrill: Skrill, { about, status, body }: Report, url: string, waitMs = 0): Pending {
  const pending: Pending = { about, status, url, body, attempts: 0, dueAt: now(skrill) + waitMs };
  skrill.books.outbox.push(pending);
  skrill.sandbox.save();
  return pending;
}

async function send(skrill: Skrill, pending: Pending): Promise<void> {
  pending.attempts += 1;
  const answer = await whileSending(skrill, pending, () => post(skrill, pending));
  if (!answer) return;
  log(skrill, pending, { attempt: pending.attempts, ...answer });
  const retryMs = skrill.settings.webhookRetryMs[pending.attempts - 1];
  if (answer.status === 200 || retryMs === undefined) remove(skrill, pending);
  else pending.dueAt = now(skrill) + retryMs;
  // Comes last, since it posts what is due: what was just delivered must not be sent again.
  if (!pending.held && release(skrill, (held) => held.url === pending.url)) sendDue(skrill);
}

async function post(skrill: Skrill, pending: Pending) {
  const change = take(skrill, pending.status, changesBody)?.mode;
  return requested(
    skrill.closing,
    skrill.settings.webhookTimeoutMs,
    pending.url,
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: change ? changed(skrill, pending.body, change) : pending.body,
    },
    async (response) => ({ status: await statusOf(response), note: change ? `${change} on purpose` : '' }),
  );
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

const take = (skrill: Skrill, status: string, isMeant: (mode: Misbehaviour) => boolean) =>
  takeMisbehaviour(skrill.misbehaviours, status, isMeant);

function log(
  skrill: Skrill,
  { about, status: type, url }: Pick<Pending, 'about' | 'status' | 'url'>,
  outcome: { attempt: number; status: number | null; note: string },
): void {
  skrill.books.deliveries.push({ about, type, url, at: skrill.sandbox.now().toISOString(), ...outcome });
  skrill.sandbox.save();
}
