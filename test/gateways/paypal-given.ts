import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { OrderRecord, PayPalBooks } from '../../sandbox/paypal/books.ts';
import { requestsTo } from './given.ts';

const HOUR_MS = 3_600_000;
const requests = requestsTo('paypal', HOUR_MS);

/** Without the customer's e-mail address, and without an address for notifications: PayPal keeps that itself. */
export const aRequest = (changes: Partial<PageRequest> = {}): PageRequest =>
  requests({ customerEmail: undefined, notifyUrl: undefined, ...changes });

export const keys = {
  clientSecret: 'EKSecretOfTheAppZqxw',
  wrongKey: 'EKSecretOfNobodyYjzq',
};
export const webhookIds = {
  standing: '8PT597110X687430LKGECATA',
  previous: '7AB597110X687430LKGEPREV',
  wrong: '9ZZ597110X687430LKGEWRNG',
};

/** PayPal's name of a page's order. */
export const orderIn = ({ id }: Page): string => id.split('-')[0] ?? '';

/** A page's order, and what was taken of it, in the sandbox's books. */
export const orderOf = ({ orders }: PayPalBooks, page: Page): OrderRecord =>
  orders[orderIn(page)] ?? expect.fail(`no order of ${page.id}`);
export const captureOf = ({ captures }: PayPalBooks, page: Page) =>
  Object.values(captures).find(({ order }) => order === orderIn(page)) ?? expect.fail('no capture');

export const eventOf = (event_type: string, resource: object, id = `WH-${randomUUID()}`): string =>
  JSON.stringify({ id, event_version: '1.0', create_time: new Date().toISOString(), event_type, resource });
