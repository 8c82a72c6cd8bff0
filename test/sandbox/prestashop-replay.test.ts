import { readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sandboxKey } from '../../sandbox/prestashop/index.ts';
import { describeRecorded, itRecorded, recordedFiles, recordings } from '../shops/recorded.ts';
import { basic, type ShopWords, sharedShop } from './prestashop-bench.ts';
import { conversationOf, type Exchange, pairOf } from './prestashop-recorded.ts';
import { shapeOf } from './prestashop-shape.ts';
import { laterSituation, sameSituation } from './prestashop-steps.ts';

const little = 'LITTLEKEYLITTLEKEYLITTLEKEYLITTL';
const inactive = 'INACTIVEKEYINACTIVEKEYINACTIVEKE';
const ourKey = 'OURKEYOURKEYOURKEYOURKEYOURKEYOU';
const ofFirst = 'FIRSTSHOPFIRSTSHOPFIRSTSHOPFIRST';

/** The key of a question, by the file's name; all others have the sandbox's own key, which may do everything. */
const keys: [file: RegExp, key: string | undefined][] = [
  [/err-no-key/, undefined],
  [/err-short-key/, 'short'],
  [/err-wrong-key/, 'WRONGKEYWRONGKEYWRONGKEYWRONGKEY'],
  [/err-inactive-key/, inactive],
  [/err-no-(right|verb)|slips-no-right|root-little/, little],
  [/root/, ourKey],
  [/multishop-key-not-allowed/, ofFirst],
];

/** Rights as the recorded root shows them: resources and verbs. */
function rightsOf(root: string): Record<string, string[]> {
  const rights: Record<string, string[]> = {};
  for (const [, name = '', verbs = ''] of root.matchAll(/^<(\w+) xlink:href="[^"]*" (get=.*)>$/gm))
    if (name !== 'description')
      rights[name] = [...verbs.matchAll(/(\w+)="true"/g)].map(([, verb = '']) => verb.toUpperCase());
  return rights;
}

/** The path with the sandbox's own ids of people and provinces. */
function withOurIds({ books }: ShopWords, path: string): string {
  const idOf = (table: string, field: string, value: string | number) =>
    String(books().tables[table]?.find((row) => row[field] === value)?.id);
  return path
    .replace(/^\/addresses\/6\b/, () => `/addresses/${idOf('addresses', 'lastname', 'Rossi')}`)
    .replace(/^\/addresses\/8\b/, () => `/addresses/${idOf('addresses', 'lastname', 'Bianchi')}`)
    .replace(/^\/customers\/2\b/, () => `/customers/${idOf('customers', 'lastname', 'Rossi')}`)
    .replace(/^\/customers\/3\b/, () => `/customers/${idOf('customers', 'is_guest', 1)}`)
    .replace(/^\/states\/183\b/, () => `/states/${idOf('states', 'iso_code', 'MI')}`);
}

describe.each([
  ['8.2.4', '8'],
  ['9.1.4', '9'],
] as const)('what a PrestaShop %s answered', (release, version) => {
  const shop = sharedShop();
  const folder = `prestashop-${release}`;

  async function same(path: string, exchange: Exchange): Promise<void> {
    const isOff = path.includes('webservice-off');
    if (isOff) await shop.steer('quirks', { webserviceOff: true });
    const [, php] = /<code><!\[CDATA\[11\]\].*CDATA\[(.*)\]\]>/s.exec(exchange.text) ?? [];
    if (php) await shop.steer('notices', { code: 11, message: php });
    const known = keys.find(([file]) => file.test(path));
    const key = known ? known[1] : sandboxKey;
    const answer = await shop.ask(
      exchange.method,
      withOurIds(shop, exchange.path),
      exchange.body || undefined,
      key === undefined ? {} : basic(key),
    );
    if (isOff) await shop.steer('quirks', { webserviceOff: false });
    expect([answer.status, answer.headers.get('content-type') ?? '', shapeOf(answer.text)]).toEqual([
      exchange.status,
      exchange.type,
      shapeOf(exchange.text),
    ]);
  }

  describeRecorded('is what the sandbox answers in the same situation', () => {
    beforeAll(async () => {
      await sameSituation(shop, version);
      await shop.steer('keys', { key: little, permissions: { orders: ['GET'] } });
      await shop.steer('keys', { key: inactive, active: false, permissions: { orders: ['GET'] } });
      await shop.steer('keys', { key: ofFirst, permissions: { orders: ['GET'] }, shops: [1] });
      const root = conversationOf(`${folder}/connector/root.txt`).text;
      await shop.steer('keys', { key: ourKey, permissions: rightsOf(root) });
    }, 120_000);

    // Reads first, in the order in which they were asked, then what changes the shop.
    const conversations = recordedFiles(`${folder}/connector`, '.txt');
    const pairs = recordedFiles(folder, '.answer.txt');
    const writes = (path: string) => /\/(write|w|put)-/.test(path);
    const reads = (path: string) => !writes(path);
    const asked = (path: string) => same(path, conversationOf(path));
    const written = (path: string) => same(path, pairOf(path));

    it.each(conversations.filter(reads))('%s', asked);
    it('after what was done meanwhile', () => laterSituation(shop, version));
    it.each(pairs.filter(reads))('%s', written);
    it.each(conversations.filter(writes))('%s', asked);
    it.each(pairs.filter(writes))('%s', written);
  });
});

/** Every file below a folder of recordings. */
const filesBelow = (folder: string): string[] =>
  readdirSync(resolve(recordings, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(recordings, resolve(entry.parentPath, entry.name)));

itRecorded('no file that was recorded is left aside', () => {
  const files = ['prestashop-8.2.4', 'prestashop-9.1.4'].flatMap(filesBelow);
  const met = new Set([
    ...['prestashop-8.2.4', 'prestashop-9.1.4'].flatMap((folder) => [
      ...recordedFiles(folder, '.answer.txt'),
      ...recordedFiles(`${folder}/connector`, '.txt'),
    ]),
    // prestashop-refunds.test.ts has these.
    ...recordedFiles('prestashop-8.2.4/refunds'),
    ...recordedFiles('prestashop-8.2.4/refunds-9.1.4'),
  ]);
  // A question is met with its answer.
  const aside = files.filter((path) => !met.has(path.replace('.request.txt', '.answer.txt')));
  expect(aside).toEqual(['prestashop-8.2.4/README.md', 'prestashop-9.1.4/README.md']);
});
