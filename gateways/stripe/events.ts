import type Stripe from 'stripe';
import { z } from 'zod';
import type { Notification } from '../../domain/schemas/message.ts';
import type { NotificationBatch } from '../gateway.ts';
import { readListed } from '../notifications.ts';
import { assertGoesOn, callStripe } from './client.ts';
import { notificationOf, type Ours } from './notifications.ts';
import { Event, listOf } from './wire.ts';

/** Without these a payment is known only once the list is read. */
export const COMPULSORY = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
] as const;
/**
 * All types that we use. `charge.refunded` says nothing that `refund.*` does not say better, and the events about a
 * dispute's funds nothing that the dispute's own events don't say.
 */
export const TYPES = [
  ...COMPULSORY,
  'checkout.session.expired',
  'payment_intent.payment_failed',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'charge.captured',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'radar.early_fraud_warning.created',
  'review.opened',
  'review.closed',
] as const;
const PAGE = 100;
const DAY_S = 86_400;

const Page = listOf(z.looseObject({ id: z.string(), type: z.string() }));

/**
 * Events since then, delivered or not: docs.stripe.com/api/events/list, which goes back 30 days, newest first. A day at
 * most at once, so that what has to be held is bounded.
 */
export async function listEvents(
  client: Stripe,
  name: string,
  ours: Ours,
  since: string,
): Promise<NotificationBatch> {
  const what = `${name}, listing events since ${since}`;
  const from = Math.floor(Date.parse(since) / 1000);
  const now = Math.floor(Date.now() / 1000);
  const more = from + DAY_S < now;
  // Stripe dates events in whole seconds: the second in which one part of the list ends is the first of the next part.
  const created = more ? { gte: from, lt: from + DAY_S } : { gte: from };
  const found: Notification[] = [];
  let until: number | undefined = more ? from + DAY_S : undefined;
  for (let last: string | undefined; ; ) {
    const page = await callStripe(what, Page, async () => {
      const answered = await client.events.list({
        types: [...TYPES],
        created,
        limit: PAGE,
        ...(last && { starting_after: last }),
      });
      const clock = Date.parse(answered.lastResponse.headers.date ?? '') / 1000;
      until ??= Number.isNaN(clock) ? now : clock;
      return answered;
    });
    found.push(
      ...page.data.map((listed) => readListed(listed, Event, (event) => notificationOf(event, ours))),
    );
    last = page.data.at(-1)?.id;
    if (!page.has_more) break;
    assertGoesOn(what, page.data);
  }
  return { notifications: found.reverse(), until: new Date((until ?? now) * 1000).toISOString(), more };
}
