import { describe, expect, it } from 'vitest';
import { freshCompany, refused } from './mexal-bench.ts';

const { ask, order, resource, steer } = freshCompany();

describe('a customer', () => {
  const create = (changes: object) =>
    resource('POST', 'clienti', {
      codice: '501.AUTO',
      ragione_sociale: 'VERDI ANNA',
      cod_listino: 1,
      valuta: 1,
      ...changes,
    });

  it('is numbered by the system or by the caller, changed in part, and stays while documents name it', async () => {
    expect(await create({})).toMatchObject({
      status: 201,
      text: '',
      location: '/webapi/risorse/clienti/501.00003',
    });
    expect((await create({ codice: '501.00100' })).location).toMatch(/501\.00100$/);
    expect((await create({ codice: '501.00100' })).detail).toBe(refused("Codice 501.00100 gia' esistente"));
    expect((await create({})).location).toMatch(/501\.00101$/);
    expect((await resource('PUT', 'clienti/501.00003', { localita: 'ROMA' })).status).toBe(204);
    expect((await resource('GET', 'clienti/501.00003')).body).toMatchObject({
      localita: 'ROMA',
      ragione_sociale: 'VERDI ANNA',
    });
    await order({ cod_conto: '501.00003' });
    expect((await resource('DELETE', 'clienti/501.00003')).status).toBe(400);
    expect((await resource('DELETE', 'clienti/501.00100')).status).toBe(204);
    expect((await resource('GET', 'clienti/501.00100')).status).toBe(404);
  });

  it('is refused in the words that live systems were seen to use', async () => {
    const cases: [object, string][] = [
      [{ gest_privato: 'S' }, "Nome campo 'gest_privato' non valido"],
      [{ codice: undefined }, "Campo 'codice' obbligatorio"],
      [{ ragione_sociale: '' }, "Campo 'ragione_sociale' obbligatorio"],
      [{ codice: '1' }, 'Codice conto non valido'],
      [{ tp_nazionalita: 'X' }, "Tipo nazionalita' errato"],
      [{ tp_nazionalita: 'I' }, 'Partita iva e codice fiscale assenti'],
      [{ tp_nazionalita: 'I', gest_per_fisica: 'S' }, 'Partita iva e codice fiscale assenti'],
      [{ cod_listino: undefined }, 'Il listino deve essere compreso tra 1 e 999'],
      [{ valuta: undefined }, 'Valuta estera errata'],
      [{ cod_pagamento: 99 }, 'Codice pagamento 99 non trovato'],
    ];
    for (const [changes, text] of cases) expect((await create(changes)).detail).toBe(refused(text));
    expect((await create({ tp_nazionalita: 'I', gest_no_piva: 'S' })).status).toBe(201);
  });
});

describe('articles, addresses and payments', () => {
  it('need a VAT rate, give it back in their own form, and have a hexadecimal address for a code with a slash', async () => {
    const article = { codice: 'A/1', descrizione: 'Con barra' };
    expect((await resource('POST', 'articoli', article)).detail).toBe(refused('Aliquota iva obbligatoria'));
    const { location } = await resource('POST', 'articoli', { ...article, alq_iva: '22' });
    expect((await resource('POST', 'articoli', { ...article, codice: 'a1', alq_iva: '22' })).detail).toBe(
      refused('Codice articolo non valido'),
    );
    expect(location).toBe('/webapi/risorse/articoli/412F31?encoding=hex');
    expect((await ask('GET', String(location))).body).toMatchObject({ codice: 'A/1', alq_iva: ' 22,0' });
  });

  it('are known to orders once they are added', async () => {
    await steer('articles', { codice: 'NEW', descrizione: 'Nuovo' });
    const { id } = (await steer('payments', { descrizione: 'Klarna' })).body;
    const { location } = await resource('POST', 'indirizzi-spedizione', {
      cod_conto: '501.00002',
      cap: '40121',
    });
    const changes = {
      codice_articolo: [
        [1, 'NEW'],
        [2, 'NEW'],
      ],
      id_pagamento: id,
      cod_anag_sped: [[1, String(location).split('/').at(-1)]],
    };
    expect((await order(changes)).status).toBe(201);
    expect((await order({ ...changes, cod_conto: '501.00001' })).status).toBe(400);
  });
});
