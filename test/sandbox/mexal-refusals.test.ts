import { describe, expect, it } from 'vitest';
import { anOrder, freshCompany, refused, thisYear } from './mexal-bench.ts';

const { books, order, read, resource } = freshCompany();
const ORDERS = 'documenti/ordini-clienti';

const refusals: [string, object, string][] = [
  ['an unknown field', { email: 'a@b.example' }, "Nome campo 'email' non valido"],
  ['a number for a text', { cod_iva: [[1, 22]] }, "Valore del campo 'cod_iva' non valido (riga 1)"],
  ['a text for a number', { id_pagamento: '3' }, "Valore del campo 'id_pagamento' non valido"],
  ['a null', { nota: null }, "Valore del campo 'nota' non valido"],
  ['a row field that is no matrix', { prezzo: 10 }, "Formato del campo 'prezzo' non valido"],
  [
    'a row that id_riga has not',
    { sconto: [[3, '5']] },
    "Indice riga 3 del campo 'sconto' non presente in 'id_riga'",
  ],
  [
    'a row given twice',
    {
      sconto: [
        [1, '5'],
        [1, '5'],
      ],
    },
    "Indice riga 1 del campo 'sconto' ripetuto",
  ],
  ['an id_riga that is no number', { id_riga: [[1, 'a']] }, "Valore del campo 'id_riga' non valido (riga 1)"],
  ['no customer', { cod_conto: undefined }, "Campo 'cod_conto' obbligatorio"],
  ['no numero', { numero: undefined }, "Campo 'numero' obbligatorio"],
  ['no quantity', { quantita: undefined }, "Campo 'quantita' obbligatorio (riga 1)"],
  ['no rows', { id_riga: undefined }, "Campo 'id_riga' obbligatorio"],
  ['a row without VAT code', { cod_iva: [[1, '22']] }, 'Aliquota iva obbligatoria (riga 2)'],
  [
    'a rate of zero',
    {
      cod_iva: [
        [1, '0'],
        [2, '10'],
      ],
    },
    "Aliquota iva '0' non valida (riga 1)",
  ],
  [
    'a rate that is not coded',
    {
      cod_iva: [
        [1, '22'],
        [2, '14.7'],
      ],
    },
    "Aliquota iva '14.7' non valida (riga 2)",
  ],
  [
    'an unknown article',
    {
      codice_articolo: [
        [1, 'MUG-WHITE'],
        [2, 'NO-SUCH'],
      ],
    },
    'Codice articolo non trovato in archivio articoli (riga 2)',
  ],
  ['a discount that is none', { sconto: [[2, 'x']] }, "Sconto 'x' non valido (riga 2)"],
  ['an unknown customer', { cod_conto: '501.99999' }, 'Codice conto 501.99999 non trovato'],
  ['an unknown payment', { id_pagamento: 99 }, 'Codice pagamento 99 non trovato'],
  ['an unknown warehouse', { id_magazzino: 9 }, 'Magazzino 9 non trovato'],
  ['an unknown movement reason', { id_causale: [[1, 9]] }, 'Causale movimento 9 non trovata'],
  ['an unknown cost centre', { id_costo_ricavo: 9 }, 'Centro di costo 9 non trovato'],
  ['an unknown carrier', { cod_vettore: [[1, '602.99999']] }, 'Codice vettore 602.99999 non trovato'],
  ["another customer's address", { cod_anag_sped: '1' }, 'Indirizzo di spedizione 1 non trovato'],
  ['an unknown series', { serie: 10 }, 'Serie documento non valida'],
  ['a sigla of another archive', { sigla: 'PC' }, 'Sigla documento non valida'],
  ['no calendar day', { data_documento: `${thisYear}0231` }, 'Data documento non valida'],
];

describe('an order is refused and nothing stored with', () => {
  for (const [what, changes, text] of refusals)
    it(what, async () => {
      expect(await order(changes)).toMatchObject({ status: 400, detail: refused(text) });
      expect(books().documents).toEqual({});
    });

  it('an address that is no order key', async () => {
    for (const key of ['OC+1', 'PC+1+1', 'OC+x+1'])
      expect(await resource('GET', `${ORDERS}/${key}`)).toMatchObject({
        status: 404,
        detail: '1004 - risorsa specificata non trovata',
      });
  });
});

describe('an order is taken with', () => {
  it('rows of text, an exemption, and the undeclared row fields that clients send', async () => {
    const body = anOrder({
      tp_riga: [
        [1, 'R'],
        [2, 'D'],
      ],
      codice_articolo: [[1, 'MUG-WHITE']],
      descr_riga: [[2, 'Ordine 100']],
      quantita: [[1, 1]],
      prezzo: [],
      cod_iva: [[1, 'E10']],
      cod_agente: [[1, 1, '602.00001']],
      tipo_provv: [[1, 1, '%']],
      pos_righe_lotto: [],
      nr_righe_lotto: [],
    });
    expect((await resource('POST', ORDERS, body)).status).toBe(201);
    const document = await read('OC+1+1');
    // The list price, free of VAT.
    expect(document).toMatchObject({ tot_documento: [[1, 8.12]], cod_agente: [[1, 1, '602.00001']] });
  });
});
