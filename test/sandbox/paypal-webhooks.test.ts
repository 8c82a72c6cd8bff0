import { verify, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signedText } from '../../sandbox/paypal/signature.ts';
import { RETRY_MS } from '../../sandbox/paypal/webhooks.ts';
import {
  call,
  capture,
  open,
  orderOf,
  pay,
  paypal,
  press,
  type Received,
  receiver,
  steer,
} from './paypal-bench.ts';

const WEBHOOKS = '/v1/notifications/webhooks';
const EVENTS = '/v1/notifications/webhooks-events';
const APPROVED = 'CHECKOUT.ORDER.APPROVED';

/** The example of the reference: what is signed, for a body of 282 bytes. */
const BODY =
  '{"id":"WH-TEST-1","event_version":"1.0","create_time":"2026-03-02T10:00:00.000Z","resource_type":"capture","event_type":"PAYMENT.CAPTURE.COMPLETED","resource":{"id":"3C679366HH908993F","status":"COMPLETED","amount":{"currency_code":"EUR","value":"25.40"},"custom_id":"100042-7b1c"}}';

test('what is signed is the worked example of the reference', () => {
  const transmission = { id: '0f5b1c40-1621-11f1-9a3c-5d3e0a6b7c11', time: '2026-03-02T10:00:01Z' };
  expect(signedText(transmission, '8PT597110X687430LKGECATA', BODY)).toBe(
    '0f5b1c40-1621-11f1-9a3c-5d3e0a6b7c11|2026-03-02T10:00:01Z|8PT597110X687430LKGECATA|758293462',
  );
  expect(signedText({ id: '', time: '' }, '', '123456789')).toBe('|||3421780262');
});

/** Checks a notification as its receiver would, with nothing but its headers, its bytes and the webhook's id. */
async function checked({ headers, raw }: Received, webhookId: string, authority: string) {
  const address = String(headers['paypal-cert-url']);
  const answer = await fetch(address, { redirect: 'manual' });
  const [leaf = '', issuer = ''] = (await answer.text()).split(/(?<=-----END CERTIFICATE-----\n)/);
  const certificate = new X509Certificate(leaf);
  const root = new X509Certificate(authority);
  const [id, time] = [headers['paypal-transmission-id'], headers['paypal-transmission-time']];
  const text = signedText({ id: String(id), time: String(time) }, webhookId, raw);
  const signature = Buffer.from(String(headers['paypal-transmission-sig']), 'base64');
  return {
    certificate,
    signed: verify('sha256', Buffer.from(text), certificate.publicKey, signature),
    chained: certificate.checkIssued(root) && certificate.verify(root.publicKey),
    issuer,
  };
}

/** A notification of an approved order, forged as asked for. */
async function told(mode?: string) {
  const hook = await receiver();
  const sandbox = await paypal({ webhookUrl: hook.url, webhookRetryMs: [] });
  if (mode) await steer(sandbox, 'webhooks', { mode, times: 1 });
  await press(sandbox, await open(sandbox), 'pay');
  const [received] = await hook.until(1);
  if (!received) throw new Error('nothing was told');
  return { sandbox, received };
}

describe('a notification', () => {
  test('has the envelope and the headers of the real one, and is signed for its webhook alone', async () => {
    const { sandbox, received } = await told();
    const { headers, event } = received;
    expect(event).toMatchObject({
      id: expect.stringMatching(/^WH-[A-Z0-9]{17}-[A-Z0-9]{17}$/),
      event_version: '1.0',
      create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      resource_type: 'checkout-order',
      resource_version: '2.0',
      event_type: APPROVED,
      resource: { status: 'APPROVED', purchase_units: [{ custom_id: '100042-7b1c' }] },
      links: [{ rel: 'self' }, { rel: 'resend', method: 'POST' }],
    });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'paypal-transmission-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'paypal-transmission-time': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      'paypal-cert-url': expect.stringContaining(`${sandbox.url}/v1/notifications/certs/CERT-`),
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-auth-version': 'v2',
    });
    const { certificate, signed, chained } = await checked(received, sandbox.webhookId, sandbox.authority);
    expect([signed, chained]).toEqual([true, true]);
    expect((await checked(received, 'another', sandbox.authority)).signed).toBe(false);
    const now = sandbox.now().getTime();
    expect(Date.parse(certificate.validFrom)).toBeLessThan(now);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(now + 300 * 24 * 3600_000);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.ca).toBe(false);
    expect(new X509Certificate(sandbox.authority).ca).toBe(true);
  });

  test.each<[string, boolean, boolean]>([
    ['corrupt-signature', false, true],
    ['changed-body', false, true],
    ['foreign-certificate', true, false],
    ['expired-certificate', true, true],
    ['foreign-host', true, true],
    ['simulated', false, true],
  ])('%s: signed %s, by a known authority %s', async (mode, signed, chained) => {
    const { sandbox, received } = await told(mode);
    received.headers['paypal-cert-url'] = String(received.headers['paypal-cert-url']).replace(
      'localhost',
      '127.0.0.1',
    );
    const found = await checked(received, sandbox.webhookId, sandbox.authority);
    expect([found.signed, found.chained]).toEqual([signed, chained]);
    const over = Date.parse(found.certificate.validTo) < sandbox.now().getTime();
    expect(over).toBe(mode === 'expired-certificate');
  });

  test('simulated: it is signed for no webhook of ours', async () => {
    const { sandbox, received } = await told('simulated');
    expect((await checked(received, 'WEBHOOK_ID', sandbox.authority)).signed).toBe(true);
  });

  test('foreign-host and redirect: the certificate is said to lie elsewhere', async () => {
    const elsewhere = await told('foreign-host');
    const host = new URL(String(elsewhere.received.headers['paypal-cert-url'])).hostname;
    expect(host).toBe('localhost');
    const { received } = await told('redirect');
    const answer = await fetch(String(received.headers['paypal-cert-url']), { redirect: 'manual' });
    expect(answer.status).toBe(302);
  });

  test('is confirmed by PayPal to whoever asks, and the one that was changed is not', async () => {
    const { sandbox, received } = await told();
    const { headers, event } = received;
    const asked = {
      auth_algo: headers['paypal-auth-algo'],
      cert_url: headers['paypal-cert-url'],
      transmission_id: headers['paypal-transmission-id'],
      transmission_sig: headers['paypal-transmission-sig'],
      transmission_time: headers['paypal-transmission-time'],
      webhook_id: sandbox.webhookId,
      webhook_event: event,
    };
    const ask = async (changes: object) =>
      (await call(sandbox, 'POST', '/v1/notifications/verify-webhook-signature', { ...asked, ...changes }))
        .body.verification_status;
    expect(await ask({})).toBe('SUCCESS');
    expect(await ask({ webhook_event: { ...event, id: 'WH-OTHER' } })).toBe('FAILURE');
    expect(await ask({ auth_algo: 'SHA1withRSA' })).toBe('FAILURE');
    expect(await ask({ webhook_id: 'WEBHOOK_ID' })).toBe('FAILURE');
  });

  test('is signed with another certificate a year later', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    await press(sandbox, await open(sandbox), 'pay');
    await hook.until(1);
    sandbox.advance(400 * 24 * 3600);
    await press(sandbox, await open(sandbox), 'pay');
    await expect.poll(() => hook.types().filter((type) => type === APPROVED)).toHaveLength(2);
    const approvals = hook.got.filter(({ event }) => event.event_type === APPROVED);
    const urls = approvals.map(({ headers }) => String(headers['paypal-cert-url']));
    expect(new Set(urls).size).toBe(2);
    for (const approval of approvals)
      expect(await checked(approval, sandbox.webhookId, sandbox.authority)).toMatchObject({
        signed: true,
        chained: true,
      });
  });
});

describe('told again', () => {
  test('until it is answered 2xx, as the same transmission', async () => {
    let refusals = 2;
    const hook = await receiver(() => (refusals-- > 0 ? 503 : 204));
    const sandbox = await paypal({ webhookUrl: hook.url, webhookRetryMs: [10, 10, 10] });
    await press(sandbox, await open(sandbox), 'pay');
    await hook.until(3);
    await expect.poll(() => sandbox.books.outbox).toEqual([]);
    expect(new Set(hook.got.map(({ event }) => event.id)).size).toBe(1);
    expect(new Set(hook.got.map(({ headers }) => headers['paypal-transmission-id'])).size).toBe(1);
    expect(sandbox.books.deliveries.map(({ status }) => status)).toEqual([503, 503, 204]);
  });

  test('25 times within three days, and then no more', async () => {
    expect(RETRY_MS).toHaveLength(24);
    const all = RETRY_MS.reduce((sum, pause) => sum + pause, 0);
    expect(all).toBeLessThanOrEqual(72 * 3600_000);
    expect(all).toBeGreaterThan(60 * 3600_000);
    const hook = await receiver(() => 500);
    const sandbox = await paypal({ webhookUrl: hook.url });
    await press(sandbox, await open(sandbox), 'pay');
    for (const [n, wait] of RETRY_MS.entries()) {
      await expect
        .poll(() => sandbox.books.deliveries.filter(({ type }) => type === APPROVED))
        .toHaveLength(n + 1);
      sandbox.advance(wait / 1000);
    }
    await expect.poll(() => hook.types().filter((type) => type === APPROVED)).toHaveLength(25);
    sandbox.advance(24 * 3600);
    const record = Object.values(sandbox.books.events).find(({ event }) => event.event_type === APPROVED);
    await expect.poll(() => record?.deliveries).toEqual({ [sandbox.webhookId]: 'failed' });
    expect(hook.types().filter((type) => type === APPROVED)).toHaveLength(25);
  });

  test('when it is asked for, as a new transmission', async () => {
    const { sandbox, received } = await told();
    const { id } = received.event;
    const answer = await call(sandbox, 'POST', `${EVENTS}/${id}/resend`, {
      webhook_ids: [sandbox.webhookId],
    });
    expect([answer.status, answer.body.id]).toEqual([202, id]);
    await expect.poll(() => sandbox.books.deliveries.map(({ event }) => event)).toEqual([id, id]);
    const [first, second] = sandbox.books.deliveries;
    expect(first?.transmission).not.toBe(second?.transmission);
    expect((await call(sandbox, 'POST', `${EVENTS}/WH-NONE/resend`, {})).body.name).toBe(
      'INVALID_RESOURCE_ID',
    );
  });

  test('by nobody who deleted the webhook, and not for what it was not made for', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url, webhookEvents: ['PAYMENT.CAPTURE.COMPLETED'] });
    await pay(sandbox);
    await expect.poll(hook.types).toEqual(['PAYMENT.CAPTURE.COMPLETED']);
    await call(sandbox, 'DELETE', `${WEBHOOKS}/${sandbox.webhookId}`);
    const order = await open(sandbox, { unit: { invoice_id: 'other' } });
    await press(sandbox, order, 'pay');
    expect((await capture(sandbox, order)).status).toBe(201);
    expect(hook.got).toHaveLength(1);
  });
});

describe('told to misbehave', () => {
  const misbehave = async (mode: string, extra: object = {}) => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url, webhookRetryMs: [] });
    await steer(sandbox, 'webhooks', { mode, times: 1, ...extra });
    return { hook, sandbox };
  };

  test('it loses one notification, which is listed and can be sent again', async () => {
    const { hook, sandbox } = await misbehave('lose');
    await press(sandbox, await open(sandbox), 'pay');
    const { body } = await call(sandbox, 'GET', EVENTS);
    expect(hook.got).toEqual([]);
    await steer(sandbox, 'webhooks/resend', { event: body.events[0]?.id });
    expect(hook.types()).toEqual([APPROVED]);
  });

  test.each([
    ['duplicate', 1],
    ['duplicate-new-id', 2],
  ])('%s: one fact is told twice under %i event ids', async (mode, ids) => {
    const { hook, sandbox } = await misbehave(mode);
    await press(sandbox, await open(sandbox), 'pay');
    await hook.until(2);
    expect(new Set(hook.got.map(({ event }) => event.id)).size).toBe(ids);
    expect(new Set(hook.got.map(({ event }) => event.resource.id)).size).toBe(1);
  });

  test('delay: the buyer is back before the notification', async () => {
    const { hook, sandbox } = await misbehave('delay', { ms: 60_000 });
    expect((await press(sandbox, await open(sandbox), 'pay')).status).toBe(303);
    expect(hook.got).toEqual([]);
    sandbox.advance(61);
    await hook.until(1);
  });

  test('reorder: the approval arrives after the capture', async () => {
    const { hook, sandbox } = await misbehave('reorder', { type: APPROVED });
    await pay(sandbox);
    await hook.until(2);
    expect(hook.types()).toEqual(['PAYMENT.CAPTURE.COMPLETED', APPROVED]);
  });

  test('as whoever runs it says at each notification', async () => {
    const hook = await receiver();
    const webhookMishaps = (type: string) => (type === APPROVED ? { mode: 'lose' as const } : undefined);
    const sandbox = await paypal({ webhookUrl: hook.url, webhookMishaps });
    await pay(sandbox);
    await hook.until(1);
    expect(hook.types()).toEqual(['PAYMENT.CAPTURE.COMPLETED']);
  });

  test('contradict: a capture that stands is told as denied', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    const { order } = await pay(sandbox);
    await steer(sandbox, `orders/${order.id}/contradict`, {});
    await expect.poll(hook.types).toContain('PAYMENT.CAPTURE.DENIED');
    expect((await orderOf(sandbox, order)).purchase_units[0]?.payments.captures[0]?.status).toBe('COMPLETED');
  });
});

describe('the list of what was told', () => {
  test('has pages, the newest first, and their links lead through all of it', async () => {
    const sandbox = await paypal();
    const orders = [];
    for (let n = 0; n < 5; n += 1) {
      const order = await open(sandbox);
      await press(sandbox, order, 'pay');
      orders.push(order.id);
      sandbox.advance(1);
    }
    const seen: unknown[] = [];
    const sizes: unknown[] = [];
    let next: string | undefined = `${EVENTS}?page_size=2`;
    while (next) {
      const { body } = await call(sandbox, 'GET', next);
      seen.push(...body.events.map(({ resource }) => resource.id));
      sizes.push(body.count);
      next = body.links.find(({ rel }) => rel === 'next')?.href;
    }
    expect(seen).toEqual(orders.toReversed());
    expect(sizes).toEqual([2, 2, 1]);
  });

  test('shows ten unless asked for more, of a time, a type or a transaction, and 30 days back', async () => {
    const sandbox = await paypal();
    const { order, capture: taken } = await pay(sandbox);
    const list = async (query: string) => (await call(sandbox, 'GET', `${EVENTS}?${query}`)).body.events;
    expect((await list('')).map(({ event_type }) => event_type).sort()).toEqual([
      APPROVED,
      'CHECKOUT.ORDER.COMPLETED',
      'PAYMENT.CAPTURE.COMPLETED',
    ]);
    expect(await list(`event_type=${APPROVED}`)).toMatchObject([{ resource: { id: order.id } }]);
    expect(await list(`transaction_id=${taken.id}`)).toMatchObject([{ resource: { id: taken.id } }]);
    const at = (await list(`event_type=${APPROVED}`))[0]?.create_time;
    expect(await list(`start_time=${at}&end_time=${at}&event_type=${APPROVED}`)).toHaveLength(1);
    const later = new Date(sandbox.now().getTime() + 60_000).toISOString();
    expect(await list(`start_time=${later}`)).toEqual([]);
    for (let n = 0; n < 9; n += 1) await press(sandbox, await open(sandbox), 'pay');
    expect(await list('')).toHaveLength(10);
    expect(await list('page_size=100')).toHaveLength(12);
    sandbox.advance(30 * 24 * 3600 + 60);
    const left = (await list('page_size=100')).map(({ event_type }) => event_type);
    expect(new Set(left)).toEqual(new Set(['CHECKOUT.PAYMENT-APPROVAL.REVERSED']));
  });

  test.each(['page_size=0', 'page_size=many', 'start_time=yesterday', 'end_time=1'])(
    '%s is refused',
    async (query) => {
      const sandbox = await paypal();
      const answer = await call(sandbox, 'GET', `${EVENTS}?${query}`);
      expect([answer.status, answer.body.name]).toEqual([400, 'VALIDATION_ERROR']);
    },
  );

  test('garbled: an event is listed in a shape that nobody expects', async () => {
    const { sandbox, received } = await told();
    await steer(sandbox, `events/${received.event.id}`, { garbled: true });
    const { body } = await call(sandbox, 'GET', EVENTS);
    expect(body.events[0]).not.toHaveProperty('resource');
  });
});

describe('webhooks', () => {
  const url = 'https://shop.example/store/cart/checkout/paypal/webhooks';
  const example = {
    url,
    event_types: [{ name: APPROVED }, { name: 'PAYMENT.CAPTURE.COMPLETED' }],
  };

  test('are made as in the examples, changed, listed and deleted', async () => {
    const sandbox = await paypal();
    const made = await call(sandbox, 'POST', WEBHOOKS, example);
    expect(made.status).toBe(201);
    const { id } = made.body;
    const href = `${sandbox.url}${WEBHOOKS}/${id}`;
    expect(made.body).toMatchObject({
      id: expect.stringMatching(/^[A-Z0-9]{24}$/),
      url,
      event_types: [
        { name: APPROVED, status: 'ENABLED' },
        { name: 'PAYMENT.CAPTURE.COMPLETED', status: 'ENABLED' },
      ],
      links: [
        { rel: 'self', method: 'GET', href },
        { rel: 'update', method: 'PATCH' },
        { rel: 'delete', method: 'DELETE' },
      ],
    });
    const value = [{ name: 'PAYMENT.CAPTURE.DENIED' }];
    const patched = await call(sandbox, 'PATCH', `${WEBHOOKS}/${id}`, [
      { op: 'replace', path: '/event_types', value },
      { op: 'replace', path: '/url', value: `${url}/2` },
    ]);
    expect(patched).toMatchObject({ status: 200, body: { id, url: `${url}/2`, event_types: value } });
    expect((await call(sandbox, 'GET', WEBHOOKS)).body.webhooks).toEqual([patched.body]);
    expect((await call(sandbox, 'GET', `${WEBHOOKS}?anchor_type=ACCOUNT`)).body.webhooks).toEqual([]);
    expect((await call(sandbox, 'GET', `${WEBHOOKS}/${id}`)).body).toEqual(patched.body);
    expect((await call(sandbox, 'DELETE', `${WEBHOOKS}/${id}`)).status).toBe(204);
    const gone = await call(sandbox, 'GET', `${WEBHOOKS}/${id}`);
    expect([gone.status, gone.body.name]).toEqual([404, 'INVALID_RESOURCE_ID']);
  });

  test.each<[string, object, string]>([
    ['by http', { ...example, url: 'http://shop.example/hook' }, 'VALIDATION_ERROR'],
    ['at another port', { ...example, url: 'https://shop.example:8443/hook' }, 'VALIDATION_ERROR'],
    ['for no event', { ...example, event_types: [] }, 'VALIDATION_ERROR'],
    ['for an event that is none', { url, event_types: [{ name: 'PAYMENT.MADE' }] }, 'VALIDATION_ERROR'],
  ])('are not made %s', async (_, body, name) => {
    const sandbox = await paypal();
    const answer = await call(sandbox, 'POST', WEBHOOKS, body);
    expect([answer.status, answer.body.name]).toEqual([400, name]);
    expect(answer.body.details).toHaveLength(1);
    expect(sandbox.books.webhooks).toEqual({});
  });

  test('are made once for an address, and ten at most', async () => {
    const sandbox = await paypal();
    const make = (n: number) => call(sandbox, 'POST', WEBHOOKS, { ...example, url: `${url}/${n}` });
    expect((await make(0)).status).toBe(201);
    expect((await make(0)).body.name).toBe('WEBHOOK_URL_ALREADY_EXISTS');
    for (let n = 1; n < 10; n += 1) await make(n);
    const eleventh = await make(10);
    expect([eleventh.status, eleventh.body.name]).toEqual([400, 'WEBHOOK_NUMBER_LIMIT_EXCEEDED']);
  });

  test('name the events there are', async () => {
    const sandbox = await paypal();
    const { body } = await call(sandbox, 'GET', '/v1/notifications/webhooks-event-types');
    expect(body.event_types).toContainEqual(expect.objectContaining({ name: 'CUSTOMER.DISPUTE.RESOLVED' }));
    const made = await call(sandbox, 'POST', WEBHOOKS, { ...example, event_types: [{ name: '*' }] });
    const types = await call(sandbox, 'GET', `${WEBHOOKS}/${made.body.id}/event-types`);
    expect(types.body.event_types).toMatchObject([{ name: '*' }]);
  });
});
