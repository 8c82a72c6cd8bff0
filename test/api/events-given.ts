import { randomBytes } from 'node:crypto';

interface EventWish {
  type?: string;
  id?: string;
  paymentId?: string;
  page?: string;
  /** Of another installation, or of a connected account. */
  installation?: string;
  account?: string;
  filling?: string;
}

/** A notification's body as Stripe writes it, indented: that a session was completed and paid unless told otherwise. */
export function eventOf({
  type = 'checkout.session.completed',
  id,
  paymentId,
  page,
  installation,
  account,
  filling,
}: EventWish): string {
  const session = {
    id: page ?? 'cs_test_made_up',
    object: 'checkout.session',
    mode: 'payment',
    status: 'complete',
    payment_status: 'paid',
    amount_total: 1_000,
    currency: 'eur',
    client_reference_id: paymentId ?? null,
    metadata: {
      ...(paymentId === undefined ? {} : { incasso_payment: paymentId }),
      ...(installation === undefined ? {} : { incasso_installation: installation }),
    },
    payment_intent: 'pi_made_up',
    livemode: false,
    expires_at: 1_900_000_000,
    url: null,
    filling,
  };
  const event = {
    id: id ?? `evt_1${randomBytes(8).toString('hex')}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Math.floor(Date.now() / 1000),
    type,
    livemode: false,
    ...(account === undefined ? {} : { account }),
    data: { object: session },
  };
  return JSON.stringify(event, null, 2);
}
