import { createPrivateKey, sign, verify, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { own } from '../kit/records.ts';
import type { Certificate, PayPal, Wire } from './books.ts';
import { currentCertificate, expiredCertificate, foreignCertificate } from './certificates.ts';
import type { Forgery } from './webhook-records.ts';

const ALGORITHM = 'SHA256withRSA';
/** What the simulator of notifications signs for, whatever webhook it sends to. */
const SIMULATOR = 'WEBHOOK_ID';

export interface Transmission {
  id: string;
  time: string;
}

/** What is signed: `<transmission>|<time>|<webhook>|<crc32 of the body's bytes, unsigned>`. Source: the page on webhooks in REST. */
export const signedText = ({ id, time }: Transmission, webhook: string, body: string): string =>
  [id, time, webhook, crc32(body) >>> 0].join('|');

/** RSA PKCS#1 v1.5 with SHA-256, in base64. */
export const signed = (text: string, { privateKey }: Certificate): string =>
  sign('sha256', Buffer.from(text), createPrivateKey(privateKey)).toString('base64');

/** A notification's headers and body, with what was ordered to be wrong in them. */
export function transmitted(
  paypal: PayPal,
  transmission: Transmission,
  webhook: string,
  body: string,
  forgery: Forgery | undefined,
): { headers: Record<string, string>; body: string } {
  const certificate = certificateFor(paypal, forgery);
  const signedFor = forgery === 'simulated' ? SIMULATOR : webhook;
  const signature = signed(signedText(transmission, signedFor, body), certificate);
  return {
    body: forgery === 'changed-body' ? body.replace('"event_version":"1.0"', '"event_version":"1.1"') : body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'PayPal/AUHD-214.0-58391792',
      'paypal-transmission-id': transmission.id,
      'paypal-transmission-time': transmission.time,
      'paypal-transmission-sig': forgery === 'corrupt-signature' ? corrupted(signature) : signature,
      'paypal-cert-url': addressOf(paypal, certificate, forgery),
      'paypal-auth-algo': ALGORITHM,
      'paypal-auth-version': 'v2',
    },
  };
}

function certificateFor(paypal: PayPal, forgery: Forgery | undefined): Certificate {
  if (forgery === 'foreign-certificate') return foreignCertificate(paypal);
  if (forgery === 'expired-certificate') return expiredCertificate(paypal);
  return currentCertificate(paypal);
}

/** Loopback has two names; only one of them is the sandbox's host. */
function addressOf(paypal: PayPal, { id }: Certificate, forgery: Forgery | undefined): string {
  const host =
    forgery === 'foreign-host' ? paypal.sandbox.url.replace('127.0.0.1', 'localhost') : paypal.sandbox.url;
  return `${host}/v1/notifications/certs/${forgery === 'redirect' ? 'elsewhere/' : ''}${id}`;
}

const corrupted = (signature: string): string =>
  `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;

/** POST /v1/notifications/verify-webhook-signature: as asked by whoever does not check by themselves. */
export function verifySignature(paypal: PayPal, asked: Wire): Wire {
  const said = (name: string) => String(asked[name] ?? '');
  const id = said('cert_url').split('/').at(-1) ?? '';
  const certificate = own(paypal.books.certificates, id);
  const transmission = { id: said('transmission_id'), time: said('transmission_time') };
  const text = signedText(transmission, said('webhook_id'), JSON.stringify(asked.webhook_event));
  const valid =
    certificate?.kind === 'own' &&
    own(paypal.books.webhooks, said('webhook_id')) !== undefined &&
    said('auth_algo') === ALGORITHM &&
    verify(
      'sha256',
      Buffer.from(text),
      new X509Certificate(certificate.chain).publicKey,
      Buffer.from(said('transmission_sig'), 'base64'),
    );
  return { verification_status: valid ? 'SUCCESS' : 'FAILURE' };
}

/** `GET /v1/notifications/certs/:id` in PEM, for everybody; `elsewhere/` only leads there. */
export function certificateRoutes(paypal: PayPal): void {
  const { app } = paypal.sandbox;
  const path = '/v1/notifications/certs';
  app.get<{ Params: { id: string } }>(`${path}/:id`, (request, reply) => {
    const found = own(paypal.books.certificates, request.params.id);
    if (!found || found.kind === 'authority') return reply.code(404).type('text/plain').send('Not found');
    return reply.type('application/x-pem-file').send(found.chain);
  });
  app.get<{ Params: { id: string } }>(`${path}/elsewhere/:id`, (request, reply) =>
    reply.redirect(`${path}/${request.params.id}`, 302),
  );
}
