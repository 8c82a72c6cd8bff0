import { createHash, createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NotificationRequest } from '../../gateways/gateway.ts';
import { certificates } from '../../gateways/paypal/certificates.ts';
import { paypal } from '../../gateways/paypal/index.ts';
import { signedText, verifiedEvent } from '../../gateways/paypal/signature.ts';
import { signed } from '../../sandbox/paypal/signature.ts';
import type { Certificate } from '../../sandbox/paypal/webhook-records.ts';
import { certificate } from '../../sandbox/paypal/x509.ts';
import { eventOf } from './paypal-given.ts';

const WEBHOOK = '8PT597110X687430LKGECATA';
const TRANSMISSION = { id: '0f5b1c40-1621-11f1-9a3c-5d3e0a6b7c11', time: '2026-03-02T10:00:01Z' };
const DAY_MS = 86_400_000;
const LEAF = 'messageverificationcerts.sandbox.paypal.com';
const NAME = 'Authority of this test';
// The numbers of the reference: made once, with other software than ours.
const BODY = Buffer.from(
  '{"id":"WH-TEST-1","event_version":"1.0","create_time":"2026-03-02T10:00:00.000Z","resource_type":"capture","event_type":"PAYMENT.CAPTURE.COMPLETED","resource":{"id":"3C679366HH908993F","status":"COMPLETED","amount":{"currency_code":"EUR","value":"25.40"},"custom_id":"100042-7b1c"}}',
);

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pemOf = (key: ReturnType<typeof newKey>) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const [rootKey, middleKey, leafKey] = [newKey(), newKey(), newKey()];

function made(changes: Partial<Parameters<typeof certificate>[0]> = {}): string {
  return certificate({
    subject: LEAF,
    issuer: NAME,
    publicKey: leafKey,
    signingKey: rootKey,
    from: new Date(Date.now() - DAY_MS),
    to: new Date(Date.now() + DAY_MS),
    authority: false,
    ...changes,
  });
}
const ROOT = made({ subject: NAME, publicKey: rootKey, authority: true });
const MIDDLE = made({ subject: 'Middle', publicKey: middleKey, authority: true });
const ended = { from: new Date(Date.now() - 3 * DAY_MS), to: new Date(Date.now() - DAY_MS) };
const FILES: Record<string, string> = {
  'CERT-good': made() + ROOT,
  'CERT-alone': made(),
  'CERT-chain': made({ issuer: 'Middle', signingKey: middleKey }) + MIDDLE,
  'CERT-broken-chain': made({ issuer: 'Middle', signingKey: middleKey }),
  'CERT-no-authority':
    made({ issuer: 'Middle', signingKey: middleKey }) +
    made({ subject: 'Middle', publicKey: middleKey, authority: false }),
  'CERT-wrong-key': made({ signingKey: middleKey }),
  'CERT-ended': made(ended),
  'CERT-not-yet': made({ from: new Date(Date.now() + DAY_MS), to: new Date(Date.now() + 2 * DAY_MS) }),
  'CERT-of-another': made({ subject: 'www.paypal.com' }),
  'CERT-live': made({ subject: 'messageverificationcerts.paypal.com' }),
  'CERT-none': 'not found',
  'CERT-nonsense': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  'CERT-long': made().repeat(7),
};

let server: Server;
let origin = '';
const asked: string[] = [];
let status = 200;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const name = request.url?.split('/').at(-1) ?? '';
    if (name === 'CERT-moved')
      response.writeHead(302, { location: `${origin}/v1/notifications/certs/CERT-good` });
    else if (name === 'CERT-slow') return;
    else response.writeHead(name in FILES ? status : 404);
    response.end(FILES[name]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const settings = (changes: object = {}) =>
  paypal.settings.parse({
    environment: 'test',
    clientId: 'app',
    clientSecret: 'secret',
    webhookId: WEBHOOK,
    apiUrl: origin,
    certificateAuthority: ROOT,
    timeout: 5_000,
    ...changes,
  });
const at = (name: string) => `${origin}/v1/notifications/certs/${name}`;

function request(
  body = BODY,
  { webhook = WEBHOOK, url = at('CERT-good'), time = new Date().toISOString(), key = leafKey } = {},
): NotificationRequest {
  const transmission = { ...TRANSMISSION, time };
  const by = { privateKey: pemOf(key) } as Certificate;
  const headers = {
    'paypal-transmission-id': transmission.id,
    'paypal-transmission-time': time,
    'paypal-transmission-sig': signed([transmission.id, time, webhook, crcOf(body)].join('|'), by),
    'paypal-cert-url': url,
    'paypal-auth-algo': 'SHA256withRSA',
  };
  return { method: 'POST', query: new URLSearchParams(), body, headers };
}
const crcOf = (body: Buffer) => signedText('', '', '', body).split('|')[3];
const read = (came: NotificationRequest, ids = [WEBHOOK], given = settings()) =>
  verifiedEvent(came, ids, certificates(given));
const invalid = { code: 'SIGNATURE_INVALID', kind: 'refused' };

describe('what PayPal signs', () => {
  it('is the text of the worked example', () => {
    const text = signedText(TRANSMISSION.id, TRANSMISSION.time, WEBHOOK, BODY);
    expect(BODY).toHaveLength(282);
    expect(text).toBe(`${TRANSMISSION.id}|${TRANSMISSION.time}|${WEBHOOK}|758293462`);
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      '3453342b69399b6678a939a4aca4b30ba4e6dde4daed3c827671f6a59692d1fd',
    );
    expect(signedText('', '', '', Buffer.from('123456789'))).toBe('|||3421780262');
  });

  it('is believed with a certificate that leads to the authority, alone or over another', async () => {
    for (const name of ['CERT-good', 'CERT-alone', 'CERT-chain'])
      expect(await read(request(BODY, { url: at(name) }))).toMatchObject({ id: 'WH-TEST-1' });
  });

  it('is believed three days later: PayPal repeats it under its first time', async () => {
    const time = new Date(Date.now() - 3 * DAY_MS).toISOString();
    expect(await read(request(BODY, { time }))).toMatchObject({ id: 'WH-TEST-1' });
  });

  it('is refused five days later, and without a time: nobody is to use for ever what they once got hold of', async () => {
    for (const time of [new Date(Date.now() - 5 * DAY_MS).toISOString(), TRANSMISSION.time, 'yesterday', '0'])
      await expect(read(request(BODY, { time }))).rejects.toMatchObject(invalid);
  });

  it('for the simulator, or for another webhook, is refused; a list takes each of its own', async () => {
    for (const webhook of ['WEBHOOK_ID', '7AB597110X687430LKGEPREV'])
      await expect(read(request(BODY, { webhook }))).rejects.toMatchObject(invalid);
    const ids = ['7AB597110X687430LKGEPREV', WEBHOOK];
    expect(await read(request(), ids)).toMatchObject({ id: 'WH-TEST-1' });
  });

  it('by another key than the certificate’s is refused', async () => {
    await expect(read(request(BODY, { key: middleKey }))).rejects.toMatchObject(invalid);
  });
});

describe('a certificate', () => {
  it.each([
    'CERT-broken-chain',
    'CERT-no-authority',
    'CERT-wrong-key',
    'CERT-ended',
    'CERT-not-yet',
    'CERT-of-another',
    'CERT-none',
    'CERT-nonsense',
    'CERT-long',
    'CERT-moved',
    'CERT-missing',
  ])('%s is not believed', async (name) => {
    await expect(read(request(BODY, { url: at(name) }))).rejects.toMatchObject(invalid);
  });

  it.each([
    'https://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.sandbox.paypal.com.evil.example/v1/notifications/certs/CERT-1',
    'http://api.sandbox.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.sandbox.paypal.com:8443/v1/notifications/certs/CERT-1',
    'https://user@api.sandbox.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.sandbox.paypal.com/v1/notifications/certs/../../../CERT-1',
    'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1?to=elsewhere',
    'https://api.sandbox.paypal.com/v1/oauth2/token',
    'file:///etc/passwd',
    'CERT-1',
  ])('at %s is not even asked for', async (url) => {
    const before = asked.length;
    await expect(read(request(BODY, { url }))).rejects.toMatchObject({
      ...invalid,
      message: expect.stringContaining("is not PayPal's"),
    });
    expect(asked).toHaveLength(before);
  });

  it('is fetched once, also for notifications that come together', async () => {
    const certificateAt = certificates(settings());
    const before = asked.length;
    const all = [1, 2, 3].map(() => verifiedEvent(request(), [WEBHOOK], certificateAt));
    await Promise.all(all);
    await verifiedEvent(request(), [WEBHOOK], certificateAt);
    expect(asked.length - before).toBe(1);
  });

  it('is kept, and fetched by few at once, however many that are not there are named', async () => {
    const certificateAt = certificates(settings());
    await verifiedEvent(request(), [WEBHOOK], certificateAt);
    const names = Array.from({ length: 40 }, (_, n) => request(BODY, { url: at(`CERT-missing-${n}`) }));
    const all = await Promise.allSettled(names.map((one) => verifiedEvent(one, [WEBHOOK], certificateAt)));
    const codes = all.map((one) => (one.status === 'rejected' ? one.reason.code : one.status));
    expect(codes.filter((code) => code === 'SIGNATURE_INVALID')).toHaveLength(16);
    expect(codes.filter((code) => code === 'GATEWAY_AWAY')).toHaveLength(24);
    const before = asked.length;
    await verifiedEvent(request(), [WEBHOOK], certificateAt);
    expect(asked).toHaveLength(before);
  });

  it('that was kept is not believed once it has ended', async () => {
    const certificateAt = certificates(settings());
    await verifiedEvent(request(), [WEBHOOK], certificateAt);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * DAY_MS });
    await expect(verifiedEvent(request(), [WEBHOOK], certificateAt)).rejects.toMatchObject(invalid);
    vi.useRealTimers();
  });

  it('that can not be had now has PayPal tell it again, and is asked for again', async () => {
    const certificateAt = certificates(settings());
    status = 503;
    const away = { code: 'GATEWAY_AWAY', kind: 'away' };
    await expect(verifiedEvent(request(), [WEBHOOK], certificateAt)).rejects.toMatchObject(away);
    status = 200;
    expect(await verifiedEvent(request(), [WEBHOOK], certificateAt)).toMatchObject({ id: 'WH-TEST-1' });
    const impatient = settings({ timeout: 500 });
    await expect(read(request(BODY, { url: at('CERT-slow') }), [WEBHOOK], impatient)).rejects.toMatchObject(
      away,
    );
  });

  it("of PayPal's sandbox is not believed of real money", async () => {
    const live = settings({ environment: 'production' });
    await expect(read(request(), [WEBHOOK], live)).rejects.toMatchObject(invalid);
    expect(await read(request(BODY, { url: at('CERT-live') }), [WEBHOOK], live)).toMatchObject({
      id: 'WH-TEST-1',
    });
  });

  it('of the sandbox does not lead to the authorities that are known without it', async () => {
    const given = settings({ certificateAuthority: undefined });
    expect(new X509Certificate(ROOT).ca).toBe(true);
    await expect(read(request(), [WEBHOOK], given)).rejects.toMatchObject({
      message: expect.stringContaining('no authority that is known'),
    });
  });
});

it('a body that was signed and is no event is told as unreadable, without its words', async () => {
  for (const body of ['', '[]', '{"id":"WH-1"}', 'Ada Neri', eventOf('', {})]) {
    const failure = await read(request(Buffer.from(body))).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'MESSAGE_UNREADABLE' });
    expect(String(failure)).not.toContain('Neri');
  }
  expect(createPrivateKey(pemOf(leafKey)).asymmetricKeyType).toBe('rsa');
});
