import { expect, test } from 'vitest';
import { call, sessionForm, steer, stripe } from './stripe-bench.ts';

const SESSIONS = '/v1/checkout/sessions';
const key = { 'idempotency-key': 'payment-1-1' };

test('the same request under the same key opens one page and says that it was replayed', async () => {
  const sandbox = await stripe();
  const first = await call(sandbox, 'POST', SESSIONS, sessionForm(), key);
  const second = await call(sandbox, 'POST', SESSIONS, sessionForm(), key);
  expect(second.body).toEqual(first.body);
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect(Object.keys(sandbox.books.sessions)).toEqual([first.body.id]);
});

test('other parameters under a used key are refused with idempotency_error', async () => {
  const sandbox = await stripe();
  await call(sandbox, 'POST', SESSIONS, sessionForm(), key);
  const other = await call(sandbox, 'POST', SESSIONS, sessionForm({ client_reference_id: 'payment-2' }), key);
  expect(other.status).toBe(400);
  expect(other.body.error.type).toBe('idempotency_error');
  expect(Object.keys(sandbox.books.sessions)).toHaveLength(1);
});

test('a stored 500 is replayed for the key; another key works', async () => {
  const sandbox = await stripe();
  await steer(sandbox, 'stored-failure', { times: 1 });
  const first = await call(sandbox, 'POST', SESSIONS, sessionForm(), key);
  const again = await call(sandbox, 'POST', SESSIONS, sessionForm(), key);
  expect([first.status, again.status]).toEqual([500, 500]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(sandbox.books.sessions).toEqual({});
  const next = await call(sandbox, 'POST', SESSIONS, sessionForm(), { 'idempotency-key': 'payment-1-2' });
  expect(next.status).toBe(200);
});

test('a stored 500 can have taken effect', async () => {
  const sandbox = await stripe();
  await steer(sandbox, 'stored-failure', { times: 1, effect: true });
  expect((await call(sandbox, 'POST', SESSIONS, sessionForm(), key)).status).toBe(500);
  expect(Object.keys(sandbox.books.sessions)).toHaveLength(1);
});

test('neither a validation failure nor a wrong key nor a 429 is stored', async () => {
  const sandbox = await stripe();
  expect((await call(sandbox, 'POST', SESSIONS, sessionForm({ mode: 'x' }), key)).status).toBe(400);
  const stranger = { ...key, authorization: 'Bearer sk_test_other' };
  expect((await call(sandbox, 'POST', SESSIONS, sessionForm(), stranger)).status).toBe(401);
  await steer(sandbox, 'faults', { kind: 'status', status: 429, times: 1 });
  expect((await call(sandbox, 'POST', SESSIONS, sessionForm(), key)).status).toBe(429);
  expect((await call(sandbox, 'POST', SESSIONS, sessionForm(), key)).status).toBe(200);
});

test('a refusal in execution is stored', async () => {
  const sandbox = await stripe();
  const { body } = await call(sandbox, 'POST', SESSIONS, sessionForm());
  await call(sandbox, 'POST', `${SESSIONS}/${body.id}/expire`);
  const refused = await call(sandbox, 'POST', `${SESSIONS}/${body.id}/expire`, {}, key);
  const replayed = await call(sandbox, 'POST', `${SESSIONS}/${body.id}/expire`, {}, key);
  expect([refused.status, replayed.status]).toEqual([400, 400]);
  expect(replayed.headers.get('idempotent-replayed')).toBe('true');
});

test('a key at work answers 409 to whoever comes second, and one page is opened', async () => {
  const sandbox = await stripe();
  await steer(sandbox, 'slow', { times: 1, ms: 400 });
  const both = [1, 2].map(() => call(sandbox, 'POST', SESSIONS, sessionForm(), key));
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 409]);
  expect(Object.keys(sandbox.books.sessions)).toHaveLength(1);
});

test('an answer lost on its way is found again under its key', async () => {
  const sandbox = await stripe();
  await steer(sandbox, 'faults', { kind: 'reset-after', times: 1, path: SESSIONS });
  await expect(call(sandbox, 'POST', SESSIONS, sessionForm(), key)).rejects.toThrow();
  const again = await call(sandbox, 'POST', SESSIONS, sessionForm(), key);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(Object.keys(sandbox.books.sessions)).toEqual([again.body.id]);
});

test('a key is forgotten after 24 hours of the clock', async () => {
  const sandbox = await stripe();
  const first = await call(sandbox, 'POST', SESSIONS, sessionForm(), key);
  sandbox.advance(24 * 3600);
  const second = await call(sandbox, 'POST', SESSIONS, sessionForm(), key);
  expect(second.status).toBe(200);
  expect(second.body.id).not.toBe(first.body.id);
});
