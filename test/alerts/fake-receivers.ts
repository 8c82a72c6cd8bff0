import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Alert } from '../../domain/alert.ts';

export const anAlert = (about: Partial<Alert> = {}): Alert => ({
  key: 'order:shop:12/DOUBLE_CHARGE/1',
  workflowId: 'order:shop:12',
  code: 'DOUBLE_CHARGE',
  text: 'Two payments of this order were both paid: refund one of them at its gateway. pi_1, pi_2',
  whatToDo: 'Two payments of this order were both paid: refund one of them at its gateway.',
  at: '2025-03-09T14:05:33.000Z',
  order: { shop: 'shop', number: '000000012' },
  customer: 'Ada Rossi',
  amount: { amount: 13580, currency: 'EUR' },
  ...about,
});

/** A receiver of posts; `answers`, which can be changed, is what it answers. */
export async function httpReceiver() {
  const received: { headers: IncomingHttpHeaders; raw: Buffer; alert: Alert }[] = [];
  const answers = { status: 200, headers: {} as Record<string, string>, silent: false };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const raw = Buffer.concat(parts);
    received.push({ headers: request.headers, raw, alert: JSON.parse(raw.toString()) });
    if (!answers.silent) response.writeHead(answers.status, answers.headers).end('noted');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/s3cret`,
    received,
    answers,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Mail {
  headers: Record<string, string>;
  raw: string;
  text: string;
  to: string[];
}

/** A mail server that can go away and come back at the same port. */
export async function mailServer(options: SMTPServerOptions = {}) {
  let port = 0;
  const mails: Mail[] = [];
  let server: SMTPServer | undefined;
  const start = async () => {
    const starting = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          mails.push({ ...parsed(Buffer.concat(parts).toString()), to });
          done();
        });
      },
      ...options,
    });
    server = starting;
    await new Promise<void>((resolve) => starting.listen(port, '127.0.0.1', () => resolve()));
    port = (starting.server.address() as AddressInfo).port;
  };
  const stop = () => new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()));
  await start();
  return { port, mails, start, stop };
}

/** One part, as we send it: headers unfolded and decoded, text decoded. */
function parsed(raw: string): Omit<Mail, 'to'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = Object.fromEntries(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        words(line.slice(line.indexOf(':') + 2)),
      ]),
  );
  const body = rest.join('\r\n\r\n');
  const text =
    headers['content-transfer-encoding'] === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : quoted(body.replace(/=\r\n/g, ''));
  return { headers, raw, text: text.replaceAll('\r\n', '\n') };
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

/** RFC 2047 words. */
const words = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : quoted(text.replaceAll('_', ' ')),
    );
