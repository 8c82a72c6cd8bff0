import { randomUUID } from 'node:crypto';
import { http } from './bench.ts';

export const depositsKey = 'the-key-of-deposits-of-32-characters';
export const deposits = { key: depositsKey, document: 'none' as const };

export const wanted = {
  amount: 25_000,
  currency: 'EUR',
  customer: { name: 'Ada Rossi', email: 'ada@example.com' },
  description: 'Acconto cucina su misura',
  gateway: 'stripe',
};

/** Asks an API for a deposit, under a new Idempotency-Key unless one is given. */
export const asksFor = (url: string, body: unknown, headers: object = {}) =>
  http.post(`${url}/payments`, body, {
    headers: { authorization: `Bearer ${depositsKey}`, 'idempotency-key': randomUUID(), ...headers },
  });
