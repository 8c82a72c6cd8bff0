import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createExchangeSandbox } from '../../sandbox/exchange/index.ts';

let home: string;
let folder: string;
let sandbox: Awaited<ReturnType<typeof createExchangeSandbox>>;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'exchange-'));
  folder = join(home, 'documents');
  sandbox = await createExchangeSandbox({ folder, payments: join(home, 'payments.csv') });
});
afterAll(async () => {
  await sandbox.close();
  await rm(home, { recursive: true });
});

const address = { name: 'Ada Neri', street: ['Via 1'], city: 'Milano', postcode: '20121', country: 'IT' };
const row = { code: 'MUG', description: 'Mug', quantity: 2, vatRate: 22, details: [], kind: 'goods' };
const document = {
  version: 1,
  reference: 'demo/1',
  date: '2026-03-05',
  currency: 'EUR',
  total: '24.40',
  order: {
    shop: 'demo',
    id: '1',
    number: '0001',
    placedAt: '2026-03-05T10:00:00Z',
    status: 'processing',
    payment: { code: 'card', title: 'Card' },
  },
  customer: { email: 'ada@shop.example', firstName: 'Ada', lastName: 'Neri' },
  billing: address,
  rows: [{ ...row, net: '20.00', gross: '24.40' }],
  settled: [],
  toPay: '24.40',
  notes: [],
  giftMessages: [],
};

async function put(name: string, text: string): Promise<void> {
  await writeFile(join(folder, `${name}.tmp`), text);
  await rename(join(folder, `${name}.tmp`), join(folder, name));
}
const read = (name: string) => readFile(join(folder, name), 'utf8').catch(() => undefined);
const eventually = (name: string) => expect.poll(() => read(name), { timeout: 5_000 });
async function steer(what: string, body: object = {}): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}
const booked = async () =>
  ((await (await fetch(`${sandbox.url}/_sandbox/books`)).json()) as typeof sandbox.books).documents;

it('books a document, answers with number and total, and moves the file away', async () => {
  await put('demo-1.json', JSON.stringify(document));
  await eventually('demo-1.done').toBe('ORD 1\n24.40\n');
  expect((await readdir(folder)).sort()).toEqual(['demo-1.done', 'imported']);
  expect((await booked())['demo-1']).toMatchObject({
    reference: 'demo/1',
    number: 'ORD 1',
    total: 2440,
    seen: 1,
  });
});

it('books a document that comes twice once, and shows that it came twice', async () => {
  await put('demo-1.json', JSON.stringify(document));
  await expect.poll(async () => (await booked())['demo-1']?.seen, { timeout: 5_000 }).toBe(2);
  expect((await booked())['demo-1']?.number).toBe('ORD 1');
});

it.each([
  ['is not JSON', 'demo-2', '{'],
  ['has a float for an amount', 'demo-3', JSON.stringify({ ...document, total: 24.4 })],
  ['has a field that nobody published', 'demo-4', JSON.stringify({ ...document, extra: 1 })],
  ['has rows that do not come to its total', 'demo-41', JSON.stringify({ ...document, total: '24.41' })],
  ['asks for more than is left to pay', 'demo-42', JSON.stringify({ ...document, toPay: '24.41' })],
])('refuses, with a reason, a document that %s', async (_what, name, text) => {
  await put(`${name}.json`, text);
  await eventually(`${name}.refused`).toMatch(/\S.*\n$/);
  expect((await booked())[name]?.number).toBeUndefined();
});

it('reads the JSON of a document whose CSV was there first', async () => {
  await put('demo-20.csv', 'riferimento;data\r\ndemo/20;05/03/2026\r\n');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await put('demo-20.json', JSON.stringify({ ...document, reference: 'demo/20' }));
  await eventually('demo-20.done').toMatch(/^ORD \d+\n24\.40\n$/);
  expect(sandbox.books.documents['demo-20']?.seen).toBe(1);
});

it('refuses a CSV without a column that it needs', async () => {
  await put('demo-5.csv', 'riferimento;data\r\ndemo/5;05/03/2026\r\n');
  await eventually('demo-5.refused').toBe('demo-5.csv: column valuta is missing or empty\n');
});

it('answers late, never until it is told, with half an answer, and refuses, as it is steered', async () => {
  const named = (id: string) => JSON.stringify({ ...document, reference: `demo/${id}` });
  await steer('answers', { mode: 'late', times: 1, ms: 2_000 });
  await put('late.json', named('late'));
  await expect.poll(async () => (await booked()).late?.number, { timeout: 5_000 }).toBeDefined();
  expect((await booked()).late?.answered).toBe(false);
  await eventually('late.done').toMatch(/^ORD/);
  await steer('answers', { mode: 'never', times: 1 });
  await put('never.json', named('never'));
  await expect.poll(async () => (await booked()).never?.number, { timeout: 5_000 }).toBeDefined();
  expect(await read('never.done')).toBeUndefined();
  await steer('documents/never/answer');
  expect(await read('never.done')).toMatch(/^ORD/);
  await steer('answers', { mode: 'half', times: 1 });
  await put('half.json', named('half'));
  await eventually('half.done').toMatch(/^ORD \d+$/);
  await steer('answers', { mode: 'refuse', times: 1, reason: 'closed for inventory' });
  await put('shut.json', named('shut'));
  await eventually('shut.refused').toBe('closed for inventory\n');
});

it('says by a file what became of a document, and codes payments', async () => {
  await steer('documents/demo-1/ship');
  expect(await read('demo-1.shipped')).toMatch(/\n$/);
  await steer('payments', { description: 'Klarna' });
  expect(await readFile(join(home, 'payments.csv'), 'utf8')).toContain('101;Klarna\n');
});
