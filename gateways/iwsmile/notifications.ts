import { createHash } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import type { Notification } from '../../domain/schemas/message.ts';
import { PageRequest } from '../../domain/schemas/payment.ts';
import type { NotificationRequest } from '../gateway.ts';
import { isMarked, pageOf, paymentOfPage } from './pages.ts';
import { type Proof, proofText, Shown } from './proof.ts';

export const CALLBACK = 'callback';

const FIELDS = [
  'thx_id',
  'payer_id',
  'amount',
  'verify_sign',
  'custom',
  'item_number',
  'payment_status',
  'qta',
] as const;

/**
 * A callback as it came, by GET or POST: nobody knows which. Nothing of it can be believed here, so it becomes a question. Its values stand in the proof
 * only, which is not logged. Throws MESSAGE_UNREADABLE.
 */
export function readCallback(
  { method, query, body }: NotificationRequest,
  merchantKeys: string[],
): Notification {
  const form = method === 'POST' ? new URLSearchParams(body.toString('utf8')) : query;
  const twice = FIELDS.filter((name) => form.getAll(name).length > 1);
  if (twice.length > 0) throw unreadable(`twice: ${twice.join(', ')}`);
  const shown = Shown.safeParse({
    ...Object.fromEntries(form),
    // None of these words has a space: in an address a plus that was not written as %2B is read as one.
    ...(form.has('verify_sign') &&
      method === 'GET' && { verify_sign: form.get('verify_sign')?.replaceAll(' ', '+') }),
  });
  if (!shown.success)
    throw unreadable(`not understood: ${shown.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  const item = form.get('item_number') ?? '';
  const payment = paymentOf(form.get('custom') ?? '', item, merchantKeys);
  const proof: Proof = {
    ...shown.data,
    payment: payment ?? '',
    page: pageOf(payment ?? '', item) && isMarked(item, merchantKeys) ? item : undefined,
    payment_status: short(form.get('payment_status')),
    pieces: /^(1([.,]0*)?)?$/.test(form.get('qta') ?? '') ? undefined : short(form.get('qta')),
  };
  const id = `${CALLBACK}:${createHash('sha256').update(proofText(proof)).digest('hex').slice(0, 32)}`;
  if (payment === undefined) return { kind: 'foreign', id, type: CALLBACK };
  return { kind: 'lookup', id, type: CALLBACK, charge: proof.thx_id, proof: proofText(proof) };
}

const short = (text: string | null): string | undefined => text?.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 40);

/**
 * The payment that a callback names; undefined where other software took the money. Not confirmed: how much of CUSTOM and ITEM_NUMBER comes back. An item
 * number that was cut, or is gone, still belongs to its payment; one that only we can have made says the payment where CUSTOM was.
 */
function paymentOf(custom: string, item: string, merchantKeys: string[]): string | undefined {
  const marked = isMarked(item, merchantKeys) ? paymentOfPage(item) : undefined;
  if (marked?.startsWith(custom)) return marked;
  const paymentId = PageRequest.shape.paymentId.safeParse(custom).data;
  return paymentId && (item.startsWith(paymentId) || paymentId.startsWith(item)) ? paymentId : undefined;
}

const unreadable = (why: string) => new Failure('MESSAGE_UNREADABLE', 'refused', `callback ${why}`);
