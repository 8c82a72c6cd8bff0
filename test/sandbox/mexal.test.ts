import { describe, expect, it } from 'vitest';
import { freshCompany, refused, thisYear } from './mexal-bench.ts';

const { order, read, resource, steer } = freshCompany();
const ORDERS = 'documenti/ordini-clienti';

describe('an order', () => {
  it('is answered with 201, no body and its address, and numbered one after the other per series', async () => {
    const first = await order();
    expect(first).toMatchObject({ status: 201, text: '' });
    expect(first.location).toBe(`/webapi/risorse/${ORDERS}/OC+1+1`);
    expect((await order()).location).toMatch(/OC\+1\+2$/);
    expect((await order({ serie: 2 })).location).toMatch(/OC\+2\+1$/);
    expect((await order({ sigla: 'OX' })).location).toMatch(/OX\+1\+1$/);
    expect((await order({ numero: 172 })).location).toMatch(/OC\+1\+172$/);
    expect((await order()).location).toMatch(/OC\+1\+173$/);
    expect((await order({ numero: 172 })).detail).toBe(refused("Documento OC1/172 gia' esistente"));
  });

  it('is read by its key with + raw or encoded, its row fields and nota as matrices, and as scalars in lists', async () => {
    await order({ nota: 'Incasso demo/1', id_causale: [[1, 2]], id_pagamento: 3 });
    const document = await read('OC+1+1');
    expect(document).toEqual(await read('OC%2B1%2B1'));
    expect(document).toMatchObject({
      nota: [[1, 'Incasso demo/1']],
      id_causale: [[1, 2]],
      id_pagamento: 3,
      quantita: [
        [1, 2],
        [2, 1],
      ],
      sigla_ordine: [[1, 'OC']],
      numero_ordine: [[1, 1]],
    });
    const { body } = await resource('GET', ORDERS);
    expect(body.dati).toMatchObject([{ nota: 'Incasso demo/1', id_causale: 2 }]);
    expect((body.dati as object[])[0]).not.toHaveProperty('quantita');
    const rows = await resource('GET', `${ORDERS}/righe?fields=numero,id_riga,codice_articolo`);
    expect(rows.body.dati).toEqual([
      { numero: 1, id_riga: 1, codice_articolo: 'SHIRT-BLUE-M' },
      { numero: 1, id_riga: 2, codice_articolo: 'COFFEE-1KG' },
    ]);
  });

  it('adds VAT per rate to net prices, and has it within for OX, discounts and a row of minus one included', async () => {
    const discounted = {
      sconto: [[1, '50+35']],
      quantita: [
        [1, 2],
        [2, -1],
      ],
    };
    await order();
    await order(discounted);
    await order({ sigla: 'OX' });
    await order({ sigla: 'OX', ...discounted });
    // 64.20 + 14.12 + 20 + 2; 20.87 (64.20 less 50 %, less 35 %) + 4.59 - 20 - 2; then gross as written.
    expect((await read('OC+1+1')).tot_documento).toEqual([[1, 100.32]]);
    expect((await read('OC+1+2')).tot_documento).toEqual([[1, 3.46]]);
    expect((await read('OX+1+1')).tot_documento).toEqual([[1, 84.2]]);
    expect((await read('OX+1+2')).tot_documento).toEqual([[1, 0.87]]);
  });

  it('is seen only in the archive of its year', async () => {
    await order({}, thisYear - 1);
    expect((await resource('GET', `${ORDERS}/OC+1+1`)).status).toBe(404);
    expect((await resource('GET', ORDERS)).body.dati).toEqual([]);
    expect((await resource('GET', `${ORDERS}/OC+1+1`, undefined, thisYear - 1)).status).toBe(200);
    const wrongYear = await order({ data_documento: `${thisYear - 1}1231` });
    expect(wrongYear.detail).toBe(refused(`Data documento non compresa nell'anno ${thisYear}`));
  });

  it('takes the payment sent, none for 0, and the one of the customer where nothing is sent', async () => {
    await order({ cod_conto: '501.00001', id_pagamento: 3 });
    await order({ cod_conto: '501.00001', id_pagamento: 0 });
    await order({ cod_conto: '501.00001' });
    await order();
    const { body } = await resource('GET', `${ORDERS}?fields=id_pagamento`);
    expect(body.dati).toEqual([3, 0, 6, 0].map((id_pagamento) => ({ id_pagamento })));
  });

  it('keeps what a PUT of the header leaves out, and loses the rows that a full PUT leaves out', async () => {
    await order({ nota: 'prima' });
    const address = `${ORDERS}/OC+1+1`;
    expect((await resource('PUT', `${address}?solo_testata=true`, { nota: 'dopo' })).status).toBe(204);
    expect(await read('OC+1+1')).toMatchObject({ nota: [[1, 'dopo']], id_riga: expect.any(Array) });
    expect((await resource('PUT', address, { nota: 'x' })).detail).toBe(
      refused("Campo 'id_riga' obbligatorio"),
    );
    const second = { id_riga: [[1, 2]], tp_riga: [[1, 'R']] };
    expect((await resource('PUT', address, second)).status).toBe(204);
    expect(await read('OC+1+1')).toMatchObject({
      codice_articolo: [[1, 'COFFEE-1KG']],
      quantita: [[1, 1]],
      id_riga: [[1, 2]],
    });
    expect((await resource('DELETE', address)).status).toBe(204);
    expect(await resource('GET', address)).toMatchObject({ status: 404, text: '' });
  });

  it('disappears when the accountant ships, invoices or deletes it; its rows are annulled when it is cancelled', async () => {
    await order();
    await order();
    await order();
    const made = async () =>
      (await resource('GET', 'documenti/movimenti-magazzino?fields=sigla,numero_ordine,sigla_doc_orig')).body
        .dati;
    expect((await steer('documents/OC+1+1/ship')).body.fulfilled).toMatchObject({ sigla: 'BC', numero: 1 });
    expect(await made()).toEqual([{ sigla: 'BC', numero_ordine: 1, sigla_doc_orig: '' }]);
    expect((await steer('documents/OC+1+1/invoice')).body.fulfilled).toMatchObject({ sigla: 'FT' });
    expect(await made()).toEqual([{ sigla: 'FT', numero_ordine: 1, sigla_doc_orig: 'BC' }]);
    const filtri = [{ campo: 'numero_ordine', condizione: '=', valore: [1, 2] }];
    const rows = await resource(
      'POST',
      'documenti/movimenti-magazzino/righe/ricerca?fields=codice_articolo',
      {
        filtri,
      },
    );
    expect(rows.body.dati).toEqual([{ codice_articolo: 'SHIRT-BLUE-M' }, { codice_articolo: 'COFFEE-1KG' }]);
    await steer('documents/OC+1+3/dispatch');
    expect((await read('OC+1+3')).dt_spedizione).toMatch(/^\d{8}$/);
    await steer('documents/OC+1+3/delete');
    expect((await resource('GET', `${ORDERS}/OC+1+3`)).status).toBe(404);
    expect((await steer('documents/OC+1+1/invoice')).status).toBe(400);
    expect((await resource('GET', `${ORDERS}/OC+1+1`)).status).toBe(404);
    await steer('documents/OC+1+2/cancel');
    expect(await read('OC+1+2')).toMatchObject({
      tipo_stato_riga: [
        [1, 'N'],
        [2, 'N'],
      ],
      tot_documento: [[1, 0]],
    });
  });
});
