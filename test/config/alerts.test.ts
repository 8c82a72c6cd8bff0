import { expect, test } from 'vitest';
import { installationOf } from '../../workers/installation.ts';
import { anAlert, httpReceiver } from '../alerts/fake-receivers.ts';
import { bareConfig } from '../api/bench.ts';
import { demo, env, load, refusal } from './given.ts';

const HIDDEN = 'hunter2';
const alerts = (smtp: string) => `${demo}
alerts:
  mail:
    smtp: ${smtp}
    from: incasso@shop.example
    to: [ada@shop.example]
`;
const depositing = (key: string) => `${demo}\ndeposits:\n  key: ${key}\n`;

test('nobody is told, and no deposits are taken, unless the file says so', () => {
  const { alerts, deposits } = load(demo);
  expect(alerts).toEqual({ language: 'it', timeout: 20_000 });
  expect(deposits).toBeUndefined();
});

test('a mail server’s address has its password: it comes from the environment', () => {
  const url = `smtps://ada:${HIDDEN}@mail.example:2465`;
  const { mail } = load(alerts('${SMTP}'), { ...env, SMTP: url }).alerts;
  expect(mail?.smtp).toEqual({
    host: 'mail.example',
    port: 2465,
    user: 'ada',
    password: HIDDEN,
    secure: true,
  });
  const { lines } = refusal(alerts(url));
  expect(lines).toEqual([expect.stringContaining('alerts.mail.smtp: a secret must not stand in the file')]);
  expect(lines.join()).not.toContain(HIDDEN);
});

test('a mail server’s parts are told by name, but for the password', () => {
  const parts = '{ host: mail.example, user: ada, password: "${PASS}" }';
  const { mail } = load(alerts(parts), { ...env, PASS: HIDDEN }).alerts;
  expect(mail?.smtp).toEqual({
    host: 'mail.example',
    port: 465,
    user: 'ada',
    password: HIDDEN,
    secure: true,
  });
  expect(refusal(alerts(parts.replace('${PASS}', HIDDEN))).lines).toEqual([
    expect.stringContaining('alerts.mail.smtp.password: a secret must not stand in the file'),
  ]);
});

test.each(['http://mail.example', 'smtps://', `smtps://a:%zz${HIDDEN}@b`])(
  'what is no mail server is told without its value: %s',
  (SMTP) => {
    const { lines } = refusal(alerts('${SMTP}'), { ...env, SMTP });
    expect(lines).toEqual([expect.stringContaining('alerts.mail.smtp: must be smtps://user:password@host')]);
    expect(lines.join()).not.toContain(HIDDEN);
  },
);

test('the key of deposits is long, and comes from the environment', () => {
  const long = `${HIDDEN}-${'x'.repeat(32)}`;
  expect(load(depositing('${KEY}'), { ...env, KEY: long }).deposits).toEqual({ key: long, document: 'none' });
  for (const { lines } of [
    refusal(depositing(long)),
    refusal(depositing('${KEY}'), { ...env, KEY: HIDDEN }),
  ]) {
    expect(lines).toEqual([expect.stringContaining('deposits.key: ')]);
    expect(lines.join()).not.toContain(HIDDEN);
  }
});

test('an alert leads to where people act: the operators’ page, unless another is named', async () => {
  const receiver = await httpReceiver();
  const told = async (more: object, operators: boolean) => {
    const { alerts } = installationOf(
      bareConfig((config) => {
        Object.assign(config.alerts, { url: receiver.url }, more);
        config.api.publicUrl = 'https://pay.example.it/incasso/';
        if (operators) config.operators = [{ name: 'Ada', passwordHash: '', role: 'operator' }];
      }),
    );
    await alerts.post?.(anAlert({ link: 'https://shop.example/admin/12' }));
    return receiver.received.at(-1)?.alert.link;
  };
  expect(await told({}, true)).toBe('https://pay.example.it/incasso/operators/order%3Ashop%3A12');
  expect(await told({}, false)).toBe('https://shop.example/admin/12');
  const link = 'https://temporal.example.it/workflows/{workflowId}';
  expect(await told({ link }, true)).toBe('https://temporal.example.it/workflows/order%3Ashop%3A12');
  await receiver.close();
});
