import { afterEach, beforeEach } from 'vitest';
import type { Sandbox } from '../../sandbox/kit/kit.ts';
import { createMexalSandbox, type MexalBooks, mexalDefaults } from '../../sandbox/mexal/index.ts';

export type Json = { [field: string]: unknown };
export const { user, password, domain, company } = mexalDefaults;
export const thisYear = new Date().getUTCFullYear();

export const login = (name = user, secret = password, tail = ` Dominio=${domain}`): string =>
  `Passepartout ${Buffer.from(`${name}:${secret}`).toString('base64')}${tail}`;
export const coordinates = (year = thisYear, rest = ''): string => `Azienda=${company} Anno=${year}${rest}`;

export interface Answer {
  status: number;
  text: string;
  location: string | null;
  /** The error's text, "6001 - ...". */
  detail: string;
  body: Json;
}

/** A fresh company for each test of the file that calls it, and short functions that call it over HTTP. */
export function freshCompany(options: Parameters<typeof createMexalSandbox>[0] = {}) {
  let sandbox: Sandbox<MexalBooks>;
  beforeEach(async () => {
    sandbox = await createMexalSandbox(options);
  });
  afterEach(() => sandbox.close());

  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Answer> => {
    const answer = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: {
        authorization: login(),
        'coordinate-gestionale': coordinates(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal,
    });
    const text = await answer.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Json) : {};
    const error = json.error as { 'response-detail'?: string } | undefined;
    return {
      status: answer.status,
      text,
      location: answer.headers.get('location'),
      detail: error?.['response-detail'] ?? '',
      body: json,
    };
  };
  const resource = (method: string, path: string, body?: unknown, year = thisYear) =>
    ask(method, `/webapi/risorse/${path}`, body, { 'coordinate-gestionale': coordinates(year) });
  return {
    ask,
    resource,
    books: () => sandbox.books,
    url: () => sandbox.url,
    steer: (what: string, body?: object) => ask('POST', `/_sandbox/${what}`, body),
    order: (changes: object = {}, year = thisYear) =>
      resource('POST', 'documenti/ordini-clienti', anOrder(changes), year),
    read: async (key: string) => (await resource('GET', `documenti/ordini-clienti/${key}`)).body,
  };
}

/** A good order of two rows; 84.20 net, with VAT at 22 and 10 %. */
export const anOrder = (changes: object = {}): object => ({
  sigla: 'OC',
  serie: 1,
  numero: 0,
  cod_conto: '501.00002',
  id_riga: [
    [1, 0],
    [2, 0],
  ],
  tp_riga: [
    [1, 'R'],
    [2, 'R'],
  ],
  codice_articolo: [
    [1, 'SHIRT-BLUE-M'],
    [2, 'COFFEE-1KG'],
  ],
  quantita: [
    [1, 2],
    [2, 1],
  ],
  prezzo: [
    [1, 32.1],
    [2, 20],
  ],
  cod_iva: [
    [1, '22'],
    [2, '10'],
  ],
  ...changes,
});

/** `6001` with its parts in brackets. */
export const refused = (...parts: string[]): string =>
  `6001 - errore gestionale ${parts.map((part) => `[${part}]`).join(' ')}`;
