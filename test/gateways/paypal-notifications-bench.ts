import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import type { PayPalSandbox } from '../../sandbox/paypal/index.ts';
import { signed, signedText } from '../../sandbox/paypal/signature.ts';
import type { Certificate } from '../../sandbox/paypal/webhook-records.ts';
import { certificate } from '../../sandbox/paypal/x509.ts';
import type { NotificationsBench } from '../contract/gateway-bench.ts';
import { foreignOrder } from './foreign-steps.ts';
import { captureOf, eventOf, orderIn, orderOf, webhookIds } from './paypal-given.ts';
import { type openReceiver, posted } from './receiver.ts';

const FOREIGN = 'CERT-360caa42-foreign1-foreign1';

export interface PayPalNotifications extends NotificationsBench {
  /** The first event of a type that came, or comes, with such a body. */
  arrived(type: string, wanted: (body: string) => boolean): Promise<NotificationRequest>;
  /** A body signed anew; `headers` go on top. */
  signedBody(
    body: string | Buffer,
    options?: { secret?: keyof typeof webhookIds; with?: Certificate; headers?: Record<string, string> },
  ): NotificationRequest;
}

/** What PayPal tells, and what nobody but PayPal could: signed by the sandbox's certificate, or by another. */
export function paypalNotifications(
  sandbox: PayPalSandbox,
  receiver: Awaited<ReturnType<typeof openReceiver>>,
  steer: (path: string, body: object) => Promise<Record<string, unknown>>,
  gateway: () => Gateway,
): PayPalNotifications {
  sandbox.books.certificates[FOREIGN] = foreignCertificate();
  const own = (): Certificate =>
    Object.values(sandbox.books.certificates).find(({ kind }) => kind === 'own') ??
    expect.fail('no certificate');

  const bench: PayPalNotifications = {
    arrived: (type, wanted) =>
      receiver.arrived(({ body }) => body.includes(`"event_type":"${type}"`) && wanted(body.toString())),
    notification(page, fact) {
      const order = orderIn(page);
      const asked = gateway();
      return receiver.arrived(async ({ body }) => {
        const { captures } = sandbox.books;
        const names = [order, ...Object.values(captures).flatMap((c) => (c.order === order ? [c.id] : []))];
        if (!names.some((name) => body.includes(name))) return false;
        const read = await asked.readNotification(bench.signedBody(body));
        return (read.kind === 'message' || read.kind === 'lookup') && read.message?.fact === fact;
      });
    },
    async forged(page) {
      const [unit] = orderOf(sandbox.books, page).units;
      const capture = {
        id: '3C679366HH908993F',
        status: 'COMPLETED',
        amount: unit?.amount,
        custom_id: unit?.custom_id,
      };
      return bench.signedBody(eventOf('PAYMENT.CAPTURE.COMPLETED', capture), { secret: 'wrong' });
    },
    spoiled: (came) => spoiled(bench, came, sandbox.books.certificates[FOREIGN]),
    unreadable: () =>
      [
        '',
        'not what it should be',
        '[]',
        '{}',
        'null',
        '{"id":"WH-1"}',
        eventOf('PAYMENT.CAPTURE.COMPLETED', {}),
      ].map((body) => bench.signedBody(body)),
    async foreignNotification() {
      const order = await foreignOrder(sandbox);
      return bench.arrived('PAYMENT.CAPTURE.COMPLETED', (body) => body.includes(order));
    },
    async uselessNotification(page) {
      const { dispute_id } = await steer('disputes', { capture: captureOf(sandbox.books, page).id });
      await steer(`disputes/${dispute_id}/update`, { status: 'UNDER_REVIEW' });
      return bench.arrived('CUSTOMER.DISPUTE.UPDATED', (body) => body.includes(String(dispute_id)));
    },
    sign: ({ body }, { secret = 'standing' } = {}) => bench.signedBody(body, { secret }),
    signedBody(body, { secret = 'standing', with: by = own(), headers } = {}) {
      const text = body.toString();
      const transmission = { id: randomUUID(), time: `${new Date().toISOString().slice(0, 19)}Z` };
      return posted(text, {
        'paypal-transmission-id': transmission.id,
        'paypal-transmission-time': transmission.time,
        'paypal-transmission-sig': signed(signedText(transmission, webhookIds[secret], text), by),
        'paypal-cert-url': `${sandbox.url}/v1/notifications/certs/${by.id}`,
        'paypal-auth-algo': 'SHA256withRSA',
        'paypal-auth-version': 'v2',
        ...headers,
      });
    },
    strange: (came) => {
      const body = came.body.toString().replace('"status":"COMPLETED"', '"status":"PONDERING"');
      return { request: bench.signedBody(body), word: 'PONDERING' };
    },
    asLive: () => expect.fail('a notification of PayPal does not say its environment'),
  };
  return bench;
}

/** Of PayPal's name, and of an authority that nobody knows; the sandbox serves it. */
function foreignCertificate(): Certificate {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const to = new Date(Date.now() + 86_400_000);
  const chain = certificate({
    subject: 'messageverificationcerts.sandbox.paypal.com',
    issuer: 'PayPal sandbox on this machine, certificate authority',
    publicKey: privateKey,
    signingKey: createPrivateKey(pem),
    from: new Date(Date.now() - 86_400_000),
    to,
    authority: false,
  });
  return { id: FOREIGN, kind: 'foreign', chain, privateKey: pem, endsAt: to.getTime() };
}

function spoiled(
  bench: PayPalNotifications,
  came: NotificationRequest,
  foreign: Certificate | undefined,
): Record<string, NotificationRequest> {
  const { body, headers } = came;
  const altered = Buffer.from(body.toString().replace('79.90', '79.91'));
  expect(altered.equals(body)).toBe(false);
  const having = (name: string, value: string | string[] | undefined) => ({
    ...came,
    headers: { ...headers, [`paypal-${name}`]: value },
  });
  const at = String(headers['paypal-cert-url']);
  return {
    'altered by one character': { ...came, body: altered },
    'written anew': { ...came, body: Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)) },
    'of nothing at all': { ...came, body: Buffer.alloc(0) },
    'without a signature': having('transmission-sig', undefined),
    'with two signatures': having('transmission-sig', ['a', 'b']),
    'with nonsense for a signature': having('transmission-sig', 'nonsense'),
    'of another transmission': having('transmission-id', randomUUID()),
    'of another time': having('transmission-time', '2026-03-02T10:00:01Z'),
    'by another algorithm': having('auth-algo', 'SHA1withRSA'),
    'without the address of a certificate': having('cert-url', undefined),
    'with a certificate on another host': having('cert-url', at.replace('127.0.0.1', 'localhost')),
    'with a certificate at another path': having('cert-url', at.replace('/certs/', '/certs/elsewhere/')),
    'with a certificate that is not there': having('cert-url', `${at}x`),
    'with a certificate of an unknown authority': bench.signedBody(body, { with: foreign }),
  };
}
