import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMagentoSandbox, sandboxIntegration } from '../../sandbox/magento/index.ts';
import {
  type Exchange,
  exchange,
  numbersOf,
  type Release,
  releases,
} from '../shops/magento-recorded-exchanges.ts';
import { describeRecorded } from '../shops/recorded.ts';
import { differences } from './shapes.ts';

type Sandbox = Awaited<ReturnType<typeof createMagentoSandbox>>;
// Without a tax number, like the customers of the recorded shops.
const customer = { id: 1, firstname: 'Ada', lastname: 'Prova', email: 'ada@example.it', region: 'Milano' };
const company = { ...customer, company: 'Prova S.r.l.', vatId: 'IT12345670017' };
const coffee = { sku: 'CAFFE-1KG', name: 'Caffè in grani 1 kg', price: 24.9, qty: 1, taxPercent: 22 };
const plain = {
  customer,
  guest: true,
  method: 'checkmo',
  title: 'Check / Money order',
  items: [coffee],
  shipping: 7.32,
};
const ofCompany = { ...plain, customer: company, items: [{ ...coffee, qty: 10 }], shipping: 73.2 };
const onAccount = { ...plain, method: 'purchaseorder', title: 'Purchase Order', purchaseOrder: 'PO-77' };

/** What was ordered in the recorded shops, by the order's id; only orders that matter here. */
const ordered: Record<Release, Record<string, object>> = {
  '2.4.7': { 29: ofCompany, 31: onAccount },
  '2.4.8': { 12: ofCompany, 14: onAccount },
};

const rightsOf = (left: string) =>
  ['actions_view', 'sales_invoice', 'invoice', 'comment']
    .filter((right) => right !== left)
    .map((right) => `Magento_Sales::${right}`);

/** What the shop's staff did between the recorded calls, by the number of the call that follows. */
const before: Record<Release, Record<string, (sandbox: Sandbox) => unknown>> = {
  '2.4.7': {
    '07': ({ books }) => Object.assign(books.quirks, { rights: rightsOf('sales_invoice') }),
    '11': ({ books }) => Object.assign(books.quirks, { rights: null, bearerOff: true }),
    '12': ({ books }) => Object.assign(books.quirks, { bearerOff: false }),
    '46': ({ books }) => Object.assign(books.quirks, { rights: rightsOf('sales_invoice') }),
    '48': ({ books }) => Object.assign(books.quirks, { rights: rightsOf('comment') }),
    '49': ({ books }) => Object.assign(books.quirks, { rights: null }),
    '53': (sandbox) => call(sandbox, 'POST', '/rest/V1/orders/32/hold'),
    '57': async (sandbox) => {
      await call(sandbox, 'POST', '/rest/V1/orders/32/unhold');
      await call(sandbox, 'POST', '/rest/V1/orders/32/cancel');
    },
  },
  '2.4.8': {
    '07': ({ books }) => Object.assign(books.quirks, { rights: rightsOf('sales_invoice') }),
    '08': ({ books }) => Object.assign(books.quirks, { rights: null }),
    '11': ({ books }) => Object.assign(books.quirks, { bearerOff: true }),
    '12': ({ books }) => Object.assign(books.quirks, { bearerOff: false }),
    '47': ({ books }) => Object.assign(books.quirks, { rights: rightsOf('sales_invoice') }),
    '48': ({ books }) => Object.assign(books.quirks, { rights: null }),
    '49': ({ books }) => Object.assign(books.quirks, { rights: rightsOf('comment') }),
    '50': ({ books }) => Object.assign(books.quirks, { rights: null }),
  },
};

const steer = async (sandbox: Sandbox, path: string, body: object = {}) => {
  const answer = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
};

async function call(sandbox: Sandbox, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${sandbox.url}${encodeURI(path)}`, {
    method,
    headers: {
      authorization: `Bearer ${sandboxIntegration.accessToken}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, answer: JSON.parse(await answer.text()) as unknown };
}

/** The texts without what differs each time. */
const words = ({ answer }: Pick<Exchange, 'answer'>) => {
  const { message, parameters } = answer as { message?: string; parameters?: unknown };
  return [message?.replace(/webapi-\w+$/, 'webapi-…'), parameters];
};

for (const release of Object.keys(releases) as Release[])
  describeRecorded(`the sandbox of Magento ${release}`, () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await createMagentoSandbox({ version: release });
      const { newest } = releases[release];
      for (let id = 1; id <= Number(newest); id += 1)
        await steer(sandbox, '/orders', ordered[release][id] ?? plain);
      // Its mails were off.
      if (release === '2.4.8') for (const order of sandbox.books.orders) delete order.email_sent;
      if (release === '2.4.7') await call(sandbox, 'POST', '/rest/V1/order/1/invoice', {});
    });
    afterAll(() => sandbox.close());
    let cart = '';

    it.each(numbersOf(release))(
      'answers exchange %s with the same status, shape and words',
      async (number) => {
        await before[release][number]?.(sandbox);
        const real = exchange(release, number);
        const { method, path, body } = real.request;
        const reply = await call(
          sandbox,
          method,
          path.replace(/guest-carts\/\w+/, `guest-carts/${cart}`),
          body,
        );
        if (path.endsWith('/guest-carts')) cart = String(reply.answer);
        expect(reply.status).toBe(real.status);
        expect(differences(real.answer, reply.answer)).toEqual([]);
        if (real.status >= 400) expect(words(reply)).toEqual(words(real));
        if (typeof real.answer === 'boolean') expect(reply.answer).toBe(real.answer);
      },
    );
  });
