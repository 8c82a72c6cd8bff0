import { XMLParser } from 'fast-xml-parser';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Sandbox } from '../../sandbox/kit/kit.ts';
import {
  createPrestaShopSandbox,
  type PrestaShopBooks,
  type PrestaShopSandboxOptions,
  sandboxKey,
} from '../../sandbox/prestashop/index.ts';

export type Json = { [field: string]: unknown };
/** A record as read from XML: texts by element name, language fields and associations nested. */
export type Record = { [field: string]: string };

export const basic = (key: string) => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
});

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['error', 'order_row', 'language', 'customer_message'].includes(name),
});

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The content of `<prestashop>`. */
  xml: Json;
}

/** Takes attributes away, so that `<id xlink:href="…">4</id>` becomes "4". */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).filter(([name]) => !name.startsWith('@_'));
  if (inner.every(([name]) => name === '#text')) return inner[0]?.[1] ?? '';
  return Object.fromEntries(inner.map(([name, value]) => [name, plain(value)]));
}

/** A fresh shop for each test of the file that calls it, and short functions that call it over HTTP. */
export function freshShop(options: PrestaShopSandboxOptions = {}) {
  let shop: Sandbox<PrestaShopBooks>;
  beforeEach(async () => {
    shop = await createPrestaShopSandbox(options);
  });
  afterEach(() => shop.close());
  return wordsTo(() => shop);
}

/** One shop for all tests of the group that calls it; each test begins with what the one before left. */
export function sharedShop(options: PrestaShopSandboxOptions = {}) {
  let shop: Sandbox<PrestaShopBooks>;
  beforeAll(async () => {
    shop = await createPrestaShopSandbox(options);
  });
  afterAll(() => shop.close());
  return wordsTo(() => shop);
}

export type ShopWords = ReturnType<typeof wordsTo>;

function wordsTo(open: () => Sandbox<PrestaShopBooks>) {
  const ask = async (
    method: string,
    path: string,
    body?: string,
    headers: { [name: string]: string } = basic(sandboxKey),
  ): Promise<Answer> => {
    const answer = await fetch(`${open().url}/api${path}`, {
      method,
      headers,
      redirect: 'manual' as const,
      ...(body && { body }),
    });
    const text = await answer.text();
    const xml = text.startsWith('<?xml') ? (parser.parse(text).prestashop as Json | '') || {} : {};
    return { status: answer.status, headers: answer.headers, text, xml };
  };
  const get = (path: string) => ask('GET', path);
  const steer = async (what: string, body: object = {}): Promise<{ status: number; body: Json }> => {
    const answer = await fetch(`${open().url}/_sandbox/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Json };
  };
  return {
    url: (path: string) => `${open().url}${path}`,
    books: () => open().books,
    ask,
    get,
    steer,
    /** The first order of the cart, as the shop's tables have it. */
    place: async (description: object = {}): Promise<Json & { id: number; ids: number[] }> => {
      const { status, body } = await steer('orders', description);
      expect(status, JSON.stringify(body)).toBe(200);
      return body as Json & { id: number; ids: number[] };
    },
    /** One record. */
    read: async (resource: string, id: number): Promise<Record> => {
      const { status, xml, text } = await get(`/${resource}/${id}`);
      expect(status, text).toBe(200);
      return plain(Object.values(xml)[0]) as Record;
    },
    /** The records of a list, `display=full` and by id unless the query says otherwise. */
    list: async (resource: string, query = ''): Promise<Record[]> => {
      const display = query.includes('display=') ? '' : 'display=full&';
      const sort = query.includes('sort=') ? '' : 'sort=[id_ASC]&';
      const { status, xml, text } = await get(`/${resource}?${display}${sort}${query}`);
      expect(status, text).toBe(200);
      return Object.values(plain(Object.values(xml)[0]) as object).flat() as Record[];
    },
    /** Writes one record. */
    write: (method: string, path: string, node: string, fields: { [name: string]: string | number }) =>
      ask(
        method,
        path,
        `<prestashop><${node}>${Object.entries(fields)
          .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
          .join('')}</${node}></prestashop>`,
      ),
    advance: (seconds: number) => steer('clock', { advanceSeconds: seconds }),
  };
}

/** Codes of the errors in an answer. */
export const codes = ({ xml }: Answer): number[] =>
  ((xml.errors as Json).error as { code: string }[]).map(({ code }) => Number(code));

export const messages = ({ xml }: Answer): string[] =>
  ((xml.errors as Json).error as { message: string }[]).map(({ message }) => message);
