import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAlertChannels } from '../../alerts/index.ts';
import { messageId, transportOf } from '../../alerts/mail.ts';
import { AlertSettings } from '../../alerts/settings.ts';
import type { Failure } from '../../domain/failure.ts';
import { anAlert, httpReceiver, mailServer } from './fake-receivers.ts';

const secret = 'alerts-secret-of-32-characters-min';
const refused = { code: 'ALERT_REFUSED', kind: 'refused' };
let receiver: Awaited<ReturnType<typeof httpReceiver>>;
beforeAll(async () => {
  receiver = await httpReceiver();
});
beforeEach(() => {
  receiver.received.splice(0);
  Object.assign(receiver.answers, { status: 200, headers: {}, silent: false });
});
afterAll(() => receiver.close());

const channels = (settings: object) => createAlertChannels(AlertSettings.parse(settings));
const failure = (sending: Promise<string> | undefined) =>
  (sending ?? Promise.reject(new Error('no such channel'))).then(
    (answer) => Promise.reject(new Error(`no failure: ${answer}`)),
    (error: Failure) => error,
  );

test('nothing configured is no channel', () => {
  expect(channels({})).toEqual({});
});

describe('an alert that is posted', () => {
  test('is the alert as JSON, signed over the bytes as they go, under its own key', async () => {
    const link = 'https://ui.example.it/workflows/{workflowId}';
    await channels({ url: receiver.url, secret, link }).post?.(anAlert());
    const [{ headers, raw, alert } = fail()] = receiver.received;
    expect(alert).toEqual(anAlert({ link: 'https://ui.example.it/workflows/order%3Ashop%3A12' }));
    expect(headers['content-type']).toBe('application/json');
    expect(headers['idempotency-key']).toBe(anAlert().key);
    const [, t = '', v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['incasso-signature'])) ?? [];
    expect(v1).toBe(createHmac('sha256', secret).update(`${t}.`).update(raw).digest('hex'));
    expect(Math.abs(Number(t) - Date.now() / 1000)).toBeLessThan(5);
  });

  test('has no signature where there is no secret', async () => {
    await channels({ url: receiver.url }).post?.(anAlert({ key: 'ordine:è/1' }));
    expect(receiver.received[0]?.headers['incasso-signature']).toBeUndefined();
  });

  test.each([500, 503, 429, 408])(
    'is worth repeating after HTTP %i, no sooner than asked',
    async (status) => {
      Object.assign(receiver.answers, { status, headers: { 'retry-after': '7' } });
      const found = await failure(channels({ url: receiver.url }).post?.(anAlert()));
      expect(found).toMatchObject({ code: 'ALERT_AWAY', kind: 'away', retryAfterMs: 7_000 });
    },
  );

  test.each([301, 400, 401, 404, 410])('is refused by HTTP %i', async (status) => {
    Object.assign(receiver.answers, { status, headers: { location: receiver.url } });
    expect(await failure(channels({ url: receiver.url }).post?.(anAlert()))).toMatchObject(refused);
    expect(receiver.received).toHaveLength(1);
  });

  test('that nobody takes, or answers in time, is away; the address stays secret', async () => {
    receiver.answers.silent = true;
    const silent = await failure(channels({ url: receiver.url, timeout: '200ms' }).post?.(anAlert()));
    const nobody = await failure(channels({ url: 'http://127.0.0.1:9/hooks/s3cret' }).post?.(anAlert()));
    expect(silent).toMatchObject({ code: 'ALERT_AWAY', kind: 'maybe' });
    expect(nobody).toMatchObject({ code: 'ALERT_AWAY', kind: 'away' });
    for (const { message, cause } of [silent, nobody]) expect(`${message} ${cause}`).not.toContain('s3cret');
  });
});

describe('an alert that is mailed', () => {
  const from = 'incasso@shop.example';
  const to = ['ada@shop.example', 'bob@shop.example'];
  const mail = (port: number, smtp: object = {}) =>
    channels({
      mail: { from, to, smtp: { host: '127.0.0.1', port, secure: false, ...smtp } },
      timeout: '10s',
    }).mail;

  test('comes to every recipient as plain text, under a Message-ID that is the same when repeated', async () => {
    const server = await mailServer();
    const alert = anAlert({ order: { shop: 'shop', number: '12\r\nBcc: eve@example.com' } });
    expect(await mail(server.port)?.(alert)).toBe('mailed: 2 of 2 recipients');
    await mail(server.port)?.(alert);
    await mail(server.port)?.(anAlert({ key: 'another' }));
    const [first, second, third] = server.mails;
    expect(first?.to).toEqual(to);
    expect(first?.headers).toMatchObject({
      subject: '[Incasso] Ordine 12 Bcc: eve@example.com: DOUBLE_CHARGE, 135,80 €',
      from: 'Incasso <incasso@shop.example>',
      'content-type': 'text/plain; charset=utf-8',
      'message-id': messageId(alert, from),
      'auto-submitted': 'auto-generated',
    });
    expect(first?.headers.bcc).toBeUndefined();
    expect(first?.text).toContain('Che cosa è successo\nDOUBLE_CHARGE\n');
    expect(second?.headers['message-id']).toBe(first?.headers['message-id']);
    expect(third?.headers['message-id']).not.toBe(first?.headers['message-id']);
    await server.stop();
  });

  test('logs in, and is refused for a wrong password without saying it', async () => {
    const server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'ada' && password === 'right' ? done(null, { user: 'ada' }) : done(new Error('no')),
    });
    await mail(server.port, { user: 'ada', password: 'right' })?.(anAlert());
    expect(server.mails).toHaveLength(1);
    const wrong = await failure(mail(server.port, { user: 'ada', password: 'hunter2' })?.(anAlert()));
    expect(wrong).toMatchObject({ ...refused, message: expect.stringContaining('SMTP 535') });
    expect(`${wrong.message} ${wrong.cause}`).not.toContain('hunter2');
    await server.stop();
  });

  test.each([
    [451, 'ALERT_AWAY', 'away'],
    [550, 'ALERT_REFUSED', 'refused'],
  ])('that the server answers with %i is %s, without saying to whom', async (responseCode, code, kind) => {
    const server = await mailServer({
      onRcptTo: ({ address }, _session, done) =>
        done(Object.assign(new Error(`not to ${address}`), { responseCode })),
    });
    const found = await failure(mail(server.port)?.(anAlert()));
    expect(found).toMatchObject({ code, kind });
    expect(found.message).not.toContain('ada@');
    await server.stop();
  });

  test('that no server takes is away', async () => {
    expect(await failure(mail(9)?.(anAlert()))).toMatchObject({ code: 'ALERT_AWAY' });
  });

  test('goes over TLS, and where the server starts without it, never without STARTTLS', () => {
    const way = (smtp: unknown) => {
      const settings = AlertSettings.parse({ mail: { from, to, smtp } });
      return settings.mail && transportOf(settings.mail, 1_000);
    };
    expect(way('smtps://ada:p%40ss@mail.example')).toMatchObject({
      host: 'mail.example',
      port: 465,
      secure: true,
      auth: { user: 'ada', pass: 'p@ss' },
    });
    expect(way('smtps://mail.example:2465')).toMatchObject({ port: 2465, auth: undefined });
    expect(way({ host: 'mail.example', secure: false })).toMatchObject({ port: 587, requireTLS: true });
    expect(way({ host: 'mail.example' })).toMatchObject({ port: 465, secure: true, requireTLS: false });
  });
});

test.each([
  [{ url: 'http://hooks.example/x' }, 'must be https'],
  [{ url: 'https://hooks.example', secret: 'short' }, 'at least 32'],
  [{ mail: { smtp: 'smtp://a:hunter2@b', from: 'a@b.it', to: ['a@b.it'] } }, 'smtps://'],
  [{ mail: { smtp: 'smtps://a:%zz@b', from: 'a@b.it', to: ['a@b.it'] } }, 'smtps://'],
  [{ mail: { smtp: 'smtps://b?pool=true', from: 'a@b.it', to: ['a@b.it'] } }, 'smtps://'],
  [
    { mail: { smtp: { host: 'b', password: 'hunter2', pool: true }, from: 'a@b.it', to: ['a@b.it'] } },
    '"pool"',
  ],
  [{ mail: { smtp: 'smtps://b', from: 'a@b.it', to: [] } }, 'to'],
  [{ mail: { smtp: 'smtps://b', from: 'a@b.it\nBcc: c@d.it', to: ['a@b.it'] } }, 'e-mail'],
  [{ link: 'https://ui.example/workflows' }, '{workflowId}'],
])('%j is no configuration of alerts', (settings, why) => {
  const { error } = AlertSettings.safeParse(settings);
  expect(error?.message).toContain(why);
  expect(error?.message).not.toContain('hunter2');
});

const fail = (): never => {
  throw new Error('nothing was received');
};
