import type { Message } from '../../domain/schemas/message.ts';
import { capturesOf, factOfCapture, paymentMessage, type Said, unitOf } from './mapping.ts';
import type { Mark } from './marks.ts';
import { isoOf } from './refunds.ts';
import type { Authorization, Order } from './wire.ts';

/** What an authorization's status means where no capture says it; one that nobody knows is UNKNOWN. */
export function factOfAuthorization({ status, status_details }: Authorization): Said {
  const note = status_details?.reason ?? undefined;
  switch (status) {
    case 'CREATED':
      return { fact: 'AUTHORISED', note };
    case 'PENDING':
      return { fact: 'PROCESSING', note };
    case 'VOIDED':
      return { fact: 'PAGE_EXPIRED', note: 'what was held was let go of, or has lapsed' };
    case 'DENIED':
      return { fact: 'FAILED', note };
    case 'CAPTURED':
    case 'PARTIALLY_CAPTURED':
      return { fact: 'UNKNOWN', note: 'taken of, and PayPal shows no payment of it' };
    default:
      return { fact: 'UNKNOWN', note };
  }
}

const authorizationsOf = (order: Order): Authorization[] => unitOf(order)?.payments?.authorizations ?? [];

export const isUntouched = (order: Order): boolean =>
  capturesOf(order).length === 0 && authorizationsOf(order).length === 0;

/**
 * The authorization that an order's state is told by: of several, such as one that people renewed, the newest that is held. None where
 * something was taken, or is on its way; a capture that failed took nothing.
 */
export function holding(order: Order): Authorization | undefined {
  const all = authorizationsOf(order);
  const newest = all.findLast(({ status }) => status === 'CREATED') ?? all.at(-1);
  const captures = capturesOf(order);
  if (captures.length === 0) return newest;
  const failed = captures.every((capture) => factOfCapture(capture).fact === 'FAILED');
  return failed && newest?.status === 'CREATED' ? newest : undefined;
}

/** An authorization as a message; what is told of the same state is one. */
export function authorizationMessage(
  authorization: Authorization,
  mark: Mark,
  base: Said & Pick<Message, 'source' | 'at' | 'live'>,
  prefix?: string,
): Message {
  const until = base.fact === 'AUTHORISED' ? isoOf(authorization.expiration_time) : undefined;
  const message = paymentMessage('authorization', authorization, mark, base, prefix);
  return until === undefined ? message : { ...message, until };
}
