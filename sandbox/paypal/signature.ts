import { createPrivateKey, sign, verify, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { own } from '../kit/records.ts';
import type { Certificate, PayPal, Wire } from './books.ts';
import { currentCertificate, expiredCertificate, foreignCertificate } from './certificates.ts';
import type { Forgery } from './webhook-records.ts';

const ALGORITHM = 'SHA256withRSA';
/** The webhook id in what PayPal's simulator signs, whatever webhook it sends to. */
const SIMULATOR = 'WEBHOOK_ID';

/** One sending of a notification; `time` in UTC. */
export interface Transmission {
  id: string;
  time: string;
}

/** What is signed: `<transmission>|<time>|<webhook>|<crc32 of the body's bytes, unsigned>`. Source: the REST page on webhooks. */
export const signedText = ({ id, time }: Transmission, webhook: string, body: string): string =>
  [id, time, webhook, crc32(body) >>> 0].join('|');

/** RSA PKCS#1 v1.5 with SHA-256, in base64. */
export const signed = (text: string, { privateKey }: Certificate): string =>
  sign('sha256', Buffer.from(text), createPrivateKey(privateKey)).toString('base64');

/** A notification's headers and body; a forgery that was ordered is in them. */
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

/** The certificate's address. Loopback has two names; `localhost` serves as a foreign host. */
function addressOf(paypal: PayPal, { id }: Certificate, forgery: Forgery | undefined): string {
  const host =
    forgery === 'foreign-host' ? paypal.sandbox.url.replace('127.0.0.1', 'localhost') : paypal.sandbox.url;
  return `${host}/v1/notifications/certs/${forgery === 'redirect' ? 'elsewhere/' : ''}${id}`;
}

const corrupted = (signature: string): string =>
  `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;

/** POST /v1/notifications/verify-webhook-signature: for clients that don't check signatures themselves. */
export function verifySignature(paypal: PayPal, asked: Wire): Wire {
  const field = (name: string) => String(asked[name] ?? '');
  const id = field('cert_url').split('/').at(-1) ?? '';
  const certificate = own(paypal.books.certificates, id);
  const transmission = { id: field('transmission_id'), time: field('transmission_time') };
  const text = signedText(transmission, field('webhook_id'), JSON.stringify(asked.webhook_event));
  const valid =
    certificate?.kind === 'own' &&
    own(paypal.books.webhooks, field('webhook_id')) !== undefined &&
    field('auth_algo') === ALGORITHM &&
    verify(
      'sha256',
      Buffer.from(text),
      new X509Certificate(certificate.chain).publicKey,
      Buffer.from(field('transmission_sig'), 'base64'),
    );
  return { verification_status: valid ? 'SUCCESS' : 'FAILURE' };
}

/** `GET /v1/notifications/certs/:id`: a certificate in PEM, without authentication; `elsewhere/` redirects there. */
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
