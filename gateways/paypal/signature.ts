import { verify, type X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Failure } from '../../domain/failure.ts';
import { parsedJson } from '../../http/client.ts';
import type { NotificationRequest } from '../gateway.ts';
import { Event } from './wire.ts';

const ALGORITHM = 'SHA256withRSA';
// PayPal repeats a notification for three days under its first time. What is older is known by the list of events.
const OLDEST_MS = 4 * 86_400_000;

/** What is signed: `<transmission>|<time>|<webhook>|<crc32 of the body's bytes, unsigned>`. Source: developer.paypal.com/api/rest/webhooks/rest. */
export const signedText = (id: string, time: string, webhookId: string, body: Buffer): string =>
  [id, time, webhookId, crc32(body)].join('|');

/**
 * The event of a notification that PayPal signed for one of our webhooks. Not an old one: of the body only its CRC-32 is signed, which
 * another body can be made to have, so a transmission that somebody once got hold of must not be of use for ever. Throws
 * SIGNATURE_INVALID, MESSAGE_UNREADABLE, GATEWAY_AWAY.
 */
export async function verifiedEvent(
  { body, headers }: NotificationRequest,
  webhookIds: string[],
  certificateAt: (url: string) => Promise<X509Certificate>,
): Promise<Event> {
  const header = (name: string): string => {
    const value = headers[`paypal-${name}`];
    if (typeof value !== 'string' || value === '') throw invalid(`it has no paypal-${name}, or several`);
    return value;
  };
  const [id, time] = [header('transmission-id'), header('transmission-time')];
  // One whose time can't be read is none of PayPal's.
  if (!(Date.parse(time) > Date.now() - OLDEST_MS)) throw invalid('it is older than PayPal repeats one');
  const signature = Buffer.from(header('transmission-sig'), 'base64');
  if (header('auth-algo') !== ALGORITHM) throw invalid(`it is not signed by ${ALGORITHM}`);
  const { publicKey } = await certificateAt(header('cert-url'));
  if (publicKey.asymmetricKeyType !== 'rsa') throw invalid('its certificate is not of RSA');
  const isSigned = webhookIds.some((webhookId) =>
    verify('sha256', Buffer.from(signedText(id, time, webhookId, body)), publicKey, signature),
  );
  if (!isSigned) throw invalid('its signature is not for this body and webhookId');
  const event = Event.safeParse(parsedJson(body.toString('utf8')));
  // What it is instead is not quoted: it could be the customer's.
  if (!event.success) throw unreadable();
  return event.data;
}

const invalid = (why: string) =>
  new Failure('SIGNATURE_INVALID', 'refused', `notification not believed: ${why}`);

const unreadable = () =>
  new Failure('MESSAGE_UNREADABLE', 'refused', 'notification not understood: it is no event of PayPal');
