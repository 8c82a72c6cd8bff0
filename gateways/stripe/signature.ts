import Stripe from 'stripe';
import { Failure } from '../../domain/failure.ts';
import { withoutSecrets } from './client.ts';
import { Event } from './wire.ts';

const TOLERANCE_S = 300;

/**
 * The event of a notification whose signature one of the secrets made, within 300 seconds either way: the library alone
 * lets the future pass. Throws SIGNATURE_INVALID, MESSAGE_UNREADABLE. Protocol: docs.stripe.com/webhooks/signature.
 */
export function verifiedEvent(
  rawBody: Buffer,
  header: string | string[] | undefined,
  secrets: string[],
): Event {
  if (typeof header !== 'string') throw invalid('it has no Stripe-Signature header, or several');
  const mistakes = secrets.map((secret) => mistakeIn(rawBody, header, secret));
  // Where one secret matches but the time is wrong, that is the mistake to report.
  if (mistakes.every((mistake) => mistake !== undefined))
    throw invalid(mistakes.find((mistake) => mistake.startsWith('Timestamp')) ?? mistakes[0] ?? 'no secret');
  // Written so that a time that is no number (NaN) fails too.
  if (!(signedAt(header) <= Date.now() / 1000 + TOLERANCE_S))
    throw invalid('Timestamp outside the tolerance zone: it is in the future');
  return readEvent(rawBody);
}

/** Why the signature is not by this secret, in the library's words; nothing where it is. */
function mistakeIn(rawBody: Buffer, header: string, secret: string): string | undefined {
  try {
    const matches = Stripe.webhooks.signature?.verifyHeader(rawBody, header, secret, TOLERANCE_S) === true;
    return matches ? undefined : 'it could not be verified';
  } catch (error) {
    // The library stumbles over some malformed headers instead of refusing them.
    if (!(error instanceof Stripe.errors.StripeSignatureVerificationError))
      return 'the Stripe-Signature header is malformed';
    return error.message.split(/\.? *\n|\. /)[0] ?? '';
  }
}

/** Seconds since 1970; read as the library reads it, where the last `t` counts. */
function signedAt(header: string): number {
  const times = header.split(',').map((item) => item.split('='));
  return Number.parseInt(times.findLast(([name]) => name === 't')?.[1] ?? '', 10);
}

function readEvent(rawBody: Buffer): Event {
  let body: unknown;
  try {
    body = JSON.parse(rawBody.toString('utf8'));
  } catch {
    // A parser's error quotes the body, and with it the customer.
    throw unreadable('it is not JSON');
  }
  const event = Event.safeParse(body);
  if (!event.success) throw unreadable('it is no snapshot event (thin events are not subscribed to)');
  return event.data;
}

const invalid = (why: string) =>
  new Failure('SIGNATURE_INVALID', 'refused', `notification not believed: ${withoutSecrets(why)}`);

const unreadable = (why: string) =>
  new Failure('MESSAGE_UNREADABLE', 'refused', `notification not understood: ${why}`);
