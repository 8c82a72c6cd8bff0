import { createHmac } from 'node:crypto';
import type { Alert } from '../domain/alert.ts';
import { Failure } from '../domain/failure.ts';
import { httpClient, retryAfterMs, wasNotSent, whyUnanswered } from '../http/client.ts';
import type { AlertSettings } from './settings.ts';

// In bytes; only the status of an answer is used.
const LONGEST_ANSWER = 64 * 1024;
const LATER = [408, 409, 425, 429];

/** The header Incasso-Signature: HMAC-SHA256 over `<t>.<raw body>`; t in Unix seconds, so that receivers can refuse old alerts. */
export function signatureOf(body: Buffer, secret: string, t: number): string {
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex')}`;
}

/**
 * Posts an alert as JSON; answers the HTTP status. Throws ALERT_AWAY where it is worth repeating, otherwise ALERT_REFUSED;
 * neither contains the address, which for many receivers is a secret by itself.
 */
export async function post(
  { url = '', secret, timeout }: Pick<AlertSettings, 'url' | 'secret' | 'timeout'>,
  alert: Alert,
): Promise<string> {
  const what = `posting alert ${alert.key}`;
  const body = Buffer.from(JSON.stringify(alert));
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Incasso',
    'idempotency-key': encodeURI(alert.key),
    ...(secret && { 'incasso-signature': signatureOf(body, secret, Math.floor(Date.now() / 1000)) }),
  };
  const answer = await httpClient(url, timeout, { maxContentLength: LONGEST_ANSWER, responseType: 'text' })
    .post(url, body, { headers })
    .catch((error: unknown) => {
      const kind = wasNotSent(error) ? 'away' : 'maybe';
      throw new Failure('ALERT_AWAY', kind, `${what}: ${whyUnanswered(error)}`);
    });
  const { status } = answer;
  if (status >= 200 && status < 300) return `posted: HTTP ${status}`;
  if (status >= 500 || LATER.includes(status)) {
    const options = { retryAfterMs: retryAfterMs(answer.headers['retry-after']) };
    throw new Failure('ALERT_AWAY', 'away', `${what}: HTTP ${status}`, options);
  }
  throw new Failure('ALERT_REFUSED', 'refused', `${what}: HTTP ${status}`);
}
