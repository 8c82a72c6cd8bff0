import { createHash } from 'node:crypto';
import { createTransport, type NodemailerError, type SMTPTransportOptions } from 'nodemailer';
import type { Alert } from '../domain/alert.ts';
import { Failure } from '../domain/failure.ts';
import { CallEnded, withDeadline } from '../http/deadline.ts';
import { isLoopback, type MailSettings } from './settings.ts';
import { type Language, mailOf } from './text.ts';

// nodemailer's codes for mistakes in our settings or our mail, which a repetition would not mend.
const OURS = ['EAUTH', 'ENOAUTH', 'EENVELOPE', 'EMESSAGE', 'ECONFIG', 'ETLS', 'EREQUIRETLS'];

/** The Message-ID, made from the alert's key, so that a mail that was sent twice can be recognised. */
export function messageId({ key }: Pick<Alert, 'key'>, from: string): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 40);
  return `<incasso-${hash}@${from.split('@').at(-1)}>`;
}

/** nodemailer's options. TLS is required unless the server is on this machine, so that logins never travel in clear text. */
export function transportOf({ smtp }: MailSettings, timeoutMs: number): SMTPTransportOptions {
  const { host, port, secure, user, password } = smtp;
  return {
    host,
    port,
    secure,
    requireTLS: !secure && !isLoopback(host),
    auth: user === undefined ? undefined : { user, pass: password ?? '' },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * Mails an alert; answers to how many recipients. Throws ALERT_AWAY where it is worth repeating, otherwise ALERT_REFUSED;
 * neither contains an address.
 */
export async function mail(
  settings: MailSettings,
  language: Language,
  timeoutMs: number,
  alert: Alert,
): Promise<string> {
  const { from, to } = settings;
  const transport = createTransport(transportOf(settings, timeoutMs));
  try {
    const { accepted } = await withDeadline(timeoutMs, (signal) =>
      transport.sendMail({
        ...mailOf(alert, language),
        from: { name: 'Incasso', address: from },
        to,
        messageId: messageId(alert, from),
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Incasso-Key': alert.key },
        signal,
      }),
    );
    return `mailed: ${accepted.length} of ${to.length} recipients`;
  } catch (error) {
    const what = `mailing alert ${alert.key}`;
    throw error instanceof CallEnded
      ? new Failure('ALERT_AWAY', 'maybe', `${what}: ${error.message}`)
      : mailFailure(what, error as NodemailerError);
  } finally {
    transport.close();
  }
}

function mailFailure(
  what: string,
  { code, responseCode, permanent, originalCode }: NodemailerError,
): Failure {
  // Only codes, since a server's own text can quote addresses.
  const reason = [responseCode && `SMTP ${responseCode}`, originalCode ?? code].filter(Boolean).join(', ');
  const message = `${what}: ${reason || 'no answer'}`;
  const refused = permanent ?? (code !== undefined && OURS.includes(code));
  if (refused) return new Failure('ALERT_REFUSED', 'refused', message);
  // The Message-ID stays the same, so that repeating a mail that was sent after all does no harm.
  return new Failure('ALERT_AWAY', responseCode ? 'away' : 'maybe', message);
}
