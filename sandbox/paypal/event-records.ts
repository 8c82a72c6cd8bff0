import { own } from '../kit/records.ts';
import { type EventRecord, newId, type PayPal, type Wire } from './books.ts';
import { WebhookError } from './errors.ts';
import type { PayPalEvent } from './objects.ts';

/** By the beginning of an event's name: the type and version of its resource. The event of a reversed approval has neither. */
const RESOURCES: [prefix: string, type: string, version: '2.0' | undefined][] = [
  ['CHECKOUT.ORDER.', 'checkout-order', '2.0'],
  ['PAYMENT.AUTHORIZATION.', 'authorization', '2.0'],
  ['PAYMENT.CAPTURE.REFUNDED', 'refund', '2.0'],
  ['PAYMENT.CAPTURE.REVERSED', 'refund', '2.0'],
  ['PAYMENT.CAPTURE.', 'capture', '2.0'],
  ['PAYMENT.REFUND.', 'refund', '2.0'],
  ['CUSTOMER.DISPUTE.', 'dispute', undefined],
];

/** Every event that a webhook can ask for, with its summary. */
export const EVENT_TYPES: Record<string, string> = {
  'CHECKOUT.ORDER.APPROVED': 'An order has been approved by buyer',
  'CHECKOUT.ORDER.COMPLETED': 'Checkout Order Completed',
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED': 'A payment has been reversed after approval.',
  'PAYMENT.AUTHORIZATION.CREATED': 'A payment authorization was created',
  'PAYMENT.AUTHORIZATION.VOIDED': 'A payment authorization was voided',
  'PAYMENT.CAPTURE.COMPLETED': 'Payment completed',
  'PAYMENT.CAPTURE.DECLINED': 'Payment declined',
  'PAYMENT.CAPTURE.DENIED': 'Payment denied',
  'PAYMENT.CAPTURE.PENDING': 'Payment pending',
  'PAYMENT.CAPTURE.REFUNDED': 'A capture payment was refunded',
  'PAYMENT.CAPTURE.REVERSED': 'A capture payment was reversed',
  'PAYMENT.REFUND.PENDING': 'A refund is pending',
  'PAYMENT.REFUND.FAILED': 'A refund failed',
  'CUSTOMER.DISPUTE.CREATED': 'A new dispute opened',
  'CUSTOMER.DISPUTE.UPDATED': 'A dispute was updated',
  'CUSTOMER.DISPUTE.RESOLVED': 'A dispute was resolved',
};

/** Writes an event with a snapshot of its resource. Each call makes another id, also for the same fact. */
export function writeEvent(paypal: PayPal, event_type: string, resource: Wire): EventRecord {
  const id = `WH-${newId()}-${newId()}`;
  const [, resource_type, resource_version] =
    RESOURCES.find(([prefix]) => event_type.startsWith(prefix)) ?? [];
  const self = `${paypal.sandbox.url}/v1/notifications/webhooks-events/${id}`;
  const event: PayPalEvent = {
    id,
    event_version: '1.0',
    create_time: paypal.sandbox.now().toISOString(),
    ...(resource_type && { resource_type }),
    ...(resource_version && { resource_version }),
    event_type,
    summary: EVENT_TYPES[event_type] ?? event_type,
    resource: structuredClone(resource),
    links: [
      { href: self, rel: 'self', method: 'GET' },
      { href: `${self}/resend`, rel: 'resend', method: 'POST' },
    ],
  };
  const transaction = String(resource.id ?? resource.dispute_id ?? resource.order_id ?? '');
  const record: EventRecord = { event, transaction, deliveries: {} };
  paypal.books.events[id] = record;
  paypal.sandbox.save();
  return record;
}

/** The event; throws 404 where there is none. */
export function findEvent(paypal: PayPal, id: string): EventRecord {
  const record = own(paypal.books.events, id);
  if (!record) throw new WebhookError(404, 'INVALID_RESOURCE_ID', 'Resource id is invalid');
  return record;
}

/** An event as the list shows it. */
export const presentEvent = ({ event, garbled }: EventRecord): Wire =>
  garbled ? { id: event.id, create_time: event.create_time, event_type: event.event_type } : event;
