import Stripe from 'stripe';
import { Failure } from '../../domain/failure.ts';
import { withoutSecrets } from './client.ts';
import { Event } from './wire.ts';

const TOLERANCE_S = 300;

/**
 * The event of a notification whose signature one of the secrets made, within 300 seconds either way: the library alone
 * lets the future pass. Throws SIGNATURE_INVALID, MESSAGE_UNREADABLE.
 */
export function verifiedEvent(
  rawBody: Buffer,
  header: string | string[] | undefined,
  secrets: string[],
): Event {
  if (typeof header !== 'string' || header === '') throw invalid('there is no Stripe-Signature header');
  let why = 'no secret was tried';
  for (const secret of secrets) {
    let event: unknown;
    try {
      event = Stripe.webhooks.constructEvent(rawBody, header, secret, TOLERANCE_S);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw unreadable(error);
      // The first sentence; a secret that matches but is too late says more than one that doesn't.
      const [said = ''] = error.message.split(/\.? *\n|\. /);
      if (!why.startsWith('Timestamp')) why = said;
      continue;
    }
    if (!(signedAt(header) <= Date.now() / 1000 + TOLERANCE_S))
      throw invalid('Timestamp outside the tolerance zone: it is in the future');
    const read = Event.safeParse(event);
    if (!read.success) throw unreadable(new Error('it is no event of the kind that was subscribed to'));
    return read.data;
  }
  throw invalid(why);
}

/** Seconds since 1970; read as the library reads it, where the last `t` counts. */
function signedAt(header: string): number {
  const [, seconds = ''] =
    header
      .split(',')
      .map((item) => item.split('='))
      .findLast(([name]) => name === 't') ?? [];
  return Number.parseInt(seconds, 10);
}

const invalid = (why: string) =>
  new Failure('SIGNATURE_INVALID', 'refused', `notification not believed: ${withoutSecrets(why)}`);

const unreadable = (error: unknown) =>
  new Failure(
    'MESSAGE_UNREADABLE',
    'refused',
    // A parser's error quotes the body, and with it the customer.
    `notification not understood: ${error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message}`,
  );
