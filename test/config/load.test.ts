import { describe, expect, it } from 'vitest';
import { createConnectors } from '../../config/connectors.ts';
import { loadConfig } from '../../config/load.ts';
import { changed, demo, demoFile, env, load, refusal } from './given.ts';

it('the demo file loads, with values of the environment, durations in milliseconds and defaults', () => {
  const config = loadConfig(demoFile, env);
  expect(config.api).toMatchObject({ publicUrl: 'https://pay.example.com', port: 8080 });
  expect(config.shops.demo).toMatchObject({ kind: 'magento', locale: 'it', timeout: 20_000 });
  expect(config.erp.mexal).toMatchObject({ serverLimit: 300_000, timeout: 60_000 });
  expect(config.windows).toMatchObject({ order: 259_200_000, verify: [5e3, 6e4, 3e5, 36e5, 864e5] });
  expect(config.mapping.payments).toContainEqual({
    method: 'stripe_payments',
    erpPayment: '3',
    collect: 'stripe',
  });
  expect(config.mapping.payments.map(({ method }) => method)).not.toContain('checkmo');
});

it('every connector of the file is made, under its name', () => {
  const { shops, gateways, erps } = createConnectors(load(demo));
  expect([shops.demo?.name, gateways.stripe?.name, erps.mexal?.name]).toEqual(['demo', 'stripe', 'mexal']);
  expect(gateways.stripe?.live).toBe(false);
});

it('the API needs no login of a shop or an ERP, and no way to people; all else that is missing it is told', () => {
  const { MAGENTO_ACCESS_TOKEN: _m, PRESTASHOP_KEY: _p, MEXAL_URL: _u, MEXAL_PASSWORD: _w, ...ofApi } = env;
  expect(loadConfig(demoFile, ofApi, 'api').shops.demo?.announceSecret).toBe(env.MAGENTO_ANNOUNCE_SECRET);
  expect(() => loadConfig(demoFile, ofApi)).toThrow('MAGENTO_ACCESS_TOKEN');
  const { STRIPE_SECRET_KEY: _s, ...less } = ofApi;
  expect(() => loadConfig(demoFile, less, 'api')).toThrow('STRIPE_SECRET_KEY');
});

it('a file that is not there is told with its name', () => {
  expect(() => loadConfig('/nowhere/incasso.yaml', env)).toThrow(
    "/nowhere/incasso.yaml: the file: can't be read: no such file",
  );
});

it('a port can come from the environment', () => {
  expect(load(changed('api:', 'api:\n  port: ${PORT}'), { ...env, PORT: '9090' }).api.port).toBe(9090);
});

describe('one Magento as two shops', () => {
  const twice = (first: string, second: string, url = '${MAGENTO_URL}') =>
    changed(
      'demo-presta:',
      `again:
    kind: magento
    url: ${url}
    ${second}
    auth: { kind: bearer, accessToken: "\${MAGENTO_ACCESS_TOKEN}" }
    announceSecret: \${MAGENTO_ANNOUNCE_SECRET}
    erp: mexal
  demo-presta:`,
    ).replace('kind: magento\n', `kind: magento\n    ${first}\n`);

  it('is taken where each has stores of its own', () => {
    expect(load(twice('stores: [1, 2]', 'stores: [3]')).shops).toHaveProperty('again');
  });

  it.each([
    ['stores: [1, 2]', 'stores: [2, 3]'],
    ['stores: [1]', 'storeCode: en'],
    ['storeCode: it', 'storeCode: en'],
  ])('is refused with %s and %s, since an order could be of both', (first, second) => {
    const addresses = ['${MAGENTO_URL}', '${MAGENTO_URL}/index.php/'];
    for (const url of addresses)
      expect(refusal(twice(first, second, url)).lines).toEqual([
        'incasso.yaml: shops.again.url: is the shop "demo" again: every order would be collected twice; give each of the two its own stores, or keep one of them',
      ]);
  });
});

it('a placeholder can stand inside of text, and $${ is a plain ${', () => {
  const text = changed('url: ${MEXAL_URL}', 'url: https://${HOST}/webapi');
  expect(load(text, { ...env, HOST: 'mexal.test' }).erp.mexal).toMatchObject({
    url: 'https://mexal.test/webapi',
  });
  const plain = changed('user: ${MEXAL_USER}', 'user: a$${b}');
  expect(load(plain).erp.mexal).toMatchObject({ user: 'a${b}' });
});

const mistakes: [string, string, string, string][] = [
  [
    'an unknown setting is told with the nearest known one',
    'company: ABC',
    'compny: X\n    company: ABC',
    'erp.mexal.compny: there is no such setting: did you mean "company"?',
  ],
  [
    'an unknown setting of a group inside a connector is refused too',
    'writeBack: { held:',
    'writeBack: { fialed: cancel, held:',
    'shops.demo.writeBack.fialed: there is no such setting: did you mean "failed"?',
  ],
  [
    'an unknown kind is told with those there are',
    'kind: mexal',
    'kind: mexxal',
    'erp.mexal.kind: must be mexal or exchange',
  ],
  [
    'a bare number is no duration',
    'order: 72h',
    'order: 72',
    'windows.order: must be a duration with its unit, such as "250ms", "90s", "5m", "24h" or "1h30m". How long an order can be paid, from its import on.',
  ],
  [
    'a page window that the gateway does not take is refused',
    '  order: 72h',
    '  order: 72h\n  page: 3h',
    'windows.page: gateway "paypal" takes pages of 10m to 165m: write a duration between, or gateways.paypal.page for this one alone',
  ],
  [
    'a secret in the file is refused',
    '${MEXAL_PASSWORD}',
    'hunter2',
    'erp.mexal.password: a secret must not stand in the file: write ${ENV_NAME} and set that variable',
  ],
  [
    'a secret that looks like a number is refused as one',
    '${MEXAL_PASSWORD}',
    '12345678',
    'erp.mexal.password: a secret must not stand in the file: write ${ENV_NAME} and set that variable',
  ],
  [
    'a placeholder without a name is refused',
    'company: ABC',
    'company: ${a-b}',
    'erp.mexal.company: no variable has such a name: write ${ENV_NAME}, or $${ where a plain ${ is meant',
  ],
  [
    'a gateway that is not there is told with the nearest',
    'collect: stripe',
    'collect: strpe',
    'mapping.payments.0.collect: "strpe" is neither a gateway nor a way; did you mean "stripe"?',
  ],
  [
    'a shop of the mapping has to exist',
    '{ method: free',
    '{ shop: demos, method: free',
    'mapping.payments.4.shop: no shop is called "demos"; did you mean "demo"?',
  ],
  [
    'a carrier mapped twice is refused',
    'carriers:',
    'carriers:\n    - { carrier: flatrate, erpCarrier: "2" }',
    'mapping.carriers.1.carrier: "flatrate" is mapped twice: keep one of the two lines',
  ],
  [
    'more calls at once than an ERP bears without harm are refused',
    'company: ABC',
    'company: ABC\n    atOnce: 3',
    'erp.mexal.atOnce: Mexal locks a user after three refused logins: at most 2 calls at once',
  ],
  [
    'a shop with a series of its own has to exist',
    'company: ABC',
    'company: ABC\n    shops: { demo-prest: { series: 2 } }',
    'erp.mexal.shops.demo-prest: no shop is called "demo-prest"; did you mean "demo-presta"?',
  ],
  [
    'an ERP of a shop has to exist',
    'erp: mexal',
    'erp: exchange',
    'shops.demo.erp: no ERP is called "exchange"; there are: mexal, gestionale',
  ],
  [
    'a Magento that is configured twice is refused: its orders would be collected twice',
    '  demo-presta:',
    `  again:
    kind: magento
    url: \${MAGENTO_URL}/
    auth: { kind: bearer, accessToken: "\${MAGENTO_ACCESS_TOKEN}" }
    announceSecret: \${MAGENTO_ANNOUNCE_SECRET}
    erp: mexal
  demo-presta:`,
    'shops.again.url: is the shop "demo" again: every order would be collected twice; give each of the two its own stores, or keep one of them',
  ],
  [
    'a PrestaShop that is configured twice is refused: its orders would be collected twice',
    'gateways:',
    `  again:
    kind: prestashop
    url: \${PRESTASHOP_URL}
    key: \${PRESTASHOP_KEY}
    announceSecret: \${PRESTASHOP_ANNOUNCE_SECRET}
    erp: mexal
gateways:`,
    'shops.again.url: is the shop "demo-presta" again: every order would be collected twice; give each of the two its own shopId, or keep one of them',
  ],
  [
    'a method mapped twice is refused',
    'method: paypal_express',
    'method: banktransfer',
    'mapping.payments.3.method: "banktransfer" is mapped twice: keep one of the two lines',
  ],
  [
    'a shop without an address is told what belongs there',
    '    url: ${MEXAL_URL}\n',
    '',
    "erp.mexal.url: is missing. The WebAPI's address, up to and with /webapi.",
  ],
];
it.each(mistakes)('%s', (_, from, to, line) => {
  expect(refusal(changed(from, to))).toEqual({ code: 'CONFIG_INVALID', lines: [`incasso.yaml: ${line}`] });
});

it('a key of the live environment under "test" is refused, naming the key', () => {
  const { lines } = refusal(demo, { ...env, STRIPE_SECRET_KEY: 'sk_live_value' });
  expect(lines.join()).toMatch(/gateways\.stripe\.secretKey: is a key of Stripe's production environment/);
});

it('variables that are not set, or empty, are all told with the path that uses them', () => {
  const { code, lines } = refusal(demo, { ...env, MEXAL_PASSWORD: undefined, STRIPE_API_URL: '' });
  expect(code).toBe('CONFIG_MISSING_ENV');
  expect(lines).toEqual([
    'incasso.yaml: gateways.stripe.apiUrl: the environment variable STRIPE_API_URL is not set: set it to what belongs here',
    'incasso.yaml: erp.mexal.password: the environment variable MEXAL_PASSWORD is not set: set it to what belongs here',
  ]);
});

it('mistakes of every sort are told at once', () => {
  const text = changed('order: 72h', 'order: 72', changed('collect: stripe', 'collect: strpe'));
  const { code, lines } = refusal(text, { ...env, MEXAL_USER: undefined });
  expect(code).toBe('CONFIG_INVALID');
  expect(lines.map((line) => line.split(': ')[1])).toEqual([
    'erp.mexal.user',
    'windows.order',
    'mapping.payments.0.collect',
  ]);
});
