import { describe, expect, it } from 'vitest';
import { freshCompany, type Json, refused } from './mexal-bench.ts';

const { ask, books, order, resource, steer } = freshCompany({ tokenSeconds: 30, pageSize: 4 });
const ORDERS = 'documenti/ordini-clienti';

const search = async (path: string, ...filtri: object[]) => {
  const answer = await resource('POST', `${path}/ricerca?fields=codice`, { filtri });
  return answer.status === 200 ? (answer.body.dati as Json[]).map(({ codice }) => codice) : answer.detail;
};
const where = (campo: string, condizione: string, valore: unknown, more: object = {}) => ({
  campo,
  condizione,
  valore,
  ...more,
});

describe('a list', () => {
  it('goes on by tokens that serve once and not for long; the server has its own page length', async () => {
    const page = async (query: string) => (await resource('GET', `articoli?fields=codice${query}`)) ?? {};
    const all: unknown[] = [];
    let token = '';
    for (;;) {
      const { body } = await page(`&max=100${token && `&next=${token}`}`);
      expect((body.dati as Json[]).length).toBeLessThanOrEqual(4);
      expect(body.data_ric_elab).toMatch(/^\d{8} \d{6}$/);
      all.push(...(body.dati as Json[]).map(({ codice }) => codice));
      if (body.next === undefined) break;
      token = String(body.next);
    }
    expect(all).toEqual(Object.keys(books().articles).sort());
    const { next } = (await page('&max=1')).body;
    expect((await page(`&max=1&next=${next}`)).status).toBe(200);
    expect((await page(`&max=1&next=${next}`)).detail).toBe(refused('Token next non valido o scaduto'));
    const late = (await page('&max=1')).body.next;
    await steer('clock', { advanceSeconds: 31 });
    expect((await page(`&max=1&next=${late}`)).status).toBe(400);
    const foreign = (await page('&max=1')).body.next;
    expect((await resource('GET', `clienti?next=${foreign}`)).status).toBe(400);
    expect((await page('&max=0')).status).toBe(400);
  });

  it('has the fields asked for, and refuses one that is none', async () => {
    const { body } = await resource('GET', 'clienti?fields=codice,nome&max=1');
    expect(body.dati).toEqual([{ codice: '501.00001', nome: '' }]);
    expect((await resource('GET', 'clienti?fields=codice,foo')).detail).toBe(
      refused("Nome campo 'foo' non valido"),
    );
  });

  it('describes its fields with ?info=true, all that the release declares', async () => {
    const counts: [string, number][] = [
      [ORDERS, 63],
      [`${ORDERS}/righe`, 60],
      ['documenti/movimenti-magazzino', 78],
      ['documenti/movimenti-magazzino/righe', 74],
      ['clienti', 180],
      ['indirizzi-spedizione', 34],
      ['articoli', 194],
      ['dati-generali/pagamenti', 22],
      ['dati-generali/esenzioni-iva', 8],
      ['dati-generali/serie-documenti', 3],
      ['dati-generali/causali-movimenti', 5],
      ['dati-generali/magazzini', 9],
      ['dati-generali/centri-costo-ricavo', 3],
    ];
    for (const [path, count] of counts) {
      const fields = (await resource('GET', `${path}?info=true`)).body.dati as Json[];
      expect(fields, path).toHaveLength(count);
    }
    const fields = (await resource('GET', 'articoli?info=true')).body.dati as Json[];
    expect(fields.find(({ nome }) => nome === 'prz_listino')).toMatchObject({
      tipo: 'Numerico con virgola',
      dimensione_array: '999',
    });
    const help = (await ask('GET', '/webapi/risorse/help?extended=true')).body.risorse as Json[];
    const methods = help.flatMap((entry) => (entry['indirizzi-spedizione'] ?? []) as Json[]);
    expect(methods.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST', 'GET', 'PUT']);
  });
});

describe('a search', () => {
  it('knows every condition, ANDs filters and ORs values', async () => {
    const [a, b] = ['501.00001', '501.00002'];
    expect(await search('clienti', where('codice', '=', a))).toEqual([a]);
    expect(await search('clienti', where('codice', '<>', a))).toEqual([b]);
    expect(await search('clienti', where('codice', '>=', b))).toEqual([b]);
    expect(await search('clienti', where('codice', '<', b))).toEqual([a]);
    expect(await search('clienti', where('cod_pagamento', '>', 5))).toEqual([a]);
    expect(await search('clienti', where('cod_pagamento', '<=', 5))).toEqual([b]);
    expect(await search('clienti', where('codice', '=', [a, b, 'x']))).toEqual([a, b]);
    expect(await search('clienti', where('ragione_sociale', 'contiene', 'Bianchi'))).toEqual([a]);
    expect(await search('clienti', where('ragione_sociale', 'inizia_per', 'Bianchi'))).toEqual([]);
    expect(await search('clienti', where('email', '=', 'MARIO.ROSSI@example.com'))).toEqual([]);
    const anyCase = { case_insensitive: true };
    expect(await search('clienti', where('email', '=', 'MARIO.ROSSI@example.com', anyCase))).toEqual([b]);
    expect(await search('clienti', where('codice', '=', a), where('nome', '=', 'MARIO'))).toEqual([]);
    expect(await search('articoli', where('prz_listino', '=', 8.12, { indice1: 1 }))).toEqual(['MUG-WHITE']);
    expect(await search('articoli', where('prz_listino', '=', 8.12, { indice1: 2 }))).toEqual([]);
  });

  it('is refused with an unknown field, condition or key, a value of another type, or no filter', async () => {
    expect(await search('clienti', where('foo', '=', 'a'))).toBe(refused("Nome campo 'foo' non valido"));
    expect(await search('clienti', where('codice', 'like', 'a'))).toBe(
      refused("Condizione 'like' non valida"),
    );
    expect(await search('clienti', where('cod_pagamento', '=', 'a'))).toMatch(/^6001/);
    expect(await search('clienti', where('codice', '=', true))).toMatch(/^6001/);
    expect(await search('clienti', where('codice', '=', []))).toMatch(/^6001/);
    expect(await search('clienti', { campo: 'codice', operatore: '=', valore: 'a' })).toMatch(/^6001/);
    expect(await search('clienti')).toBe(refused("Campo 'filtri' obbligatorio"));
    expect(await search(ORDERS, where('codice_articolo', '=', 'MUG-WHITE'))).toMatch(/^6001/);
  });

  it('finds a document by its note, and what changed since the last time', async () => {
    await order({ nota: [[1, 'Incasso demo/1']] });
    await steer('clock', { advanceSeconds: 120 });
    const since = (await resource('GET', ORDERS)).body.data_ric_elab;
    await order({ nota: 'Incasso demo/2' });
    const found = async (filter: object) =>
      ((await resource('POST', `${ORDERS}/ricerca`, { filtri: [filter] })).body.dati as Json[]).map(
        ({ numero }) => numero,
      );
    expect(await found(where('nota', '=', 'Incasso demo/1'))).toEqual([1]);
    expect(await found(where('data_ult_mod', '>=', since))).toEqual([2]);
    await resource('PUT', `${ORDERS}/OC+1+1?solo_testata=true`, { id_pagamento: 2 });
    expect(await found(where('data_ult_mod', '>=', since))).toEqual([1, 2]);
  });
});
