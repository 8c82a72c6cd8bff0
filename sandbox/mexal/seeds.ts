import type { Books } from './books.ts';
import type { Rec } from './fields.ts';

const SEEDED = '20260101 080000';

const payment = (id: number, descrizione: string, days = 0): Rec => ({
  id,
  descrizione,
  tp_sconto: 'N',
  gest_rate_perc: 'N',
  tp_pagamento: [[1, 'R']],
  giorni_scadenza: [[1, days]],
});

const article = (codice: string, descrizione: string, price?: number, rate = ' 22,0'): Rec => ({
  codice,
  descrizione,
  descr_completa: descrizione,
  alq_iva: rate,
  um_principale: 'PZ',
  ...(price === undefined ? {} : { prz_listino: [[1, price]] }),
  gest_precanc: 'N',
  gest_annullato: 'N',
  data_ult_mod: SEEDED,
  utente_ult_mod: 'ADMIN',
});

const customer = (codice: string, record: Rec): Rec => ({
  codice,
  tp_nazionalita: 'I',
  cod_paese: 'IT',
  cod_listino: 1,
  valuta: 1,
  conto_precanc: 'N',
  data_ult_mod: SEEDED,
  utente_ult_mod: 'ADMIN',
  ...record,
});

const byKey = (key: string, records: Rec[]): Record<string, Rec> =>
  Object.fromEntries(records.map((record) => [String(record[key]), record]));

/** The table of payments before any was added. */
export const seedPayments: Rec[] = [
  payment(1, 'Rimessa diretta'),
  payment(2, 'Bonifico bancario anticipato'),
  payment(3, 'Carta di credito (Stripe)'),
  payment(4, 'PayPal'),
  payment(5, 'Contrassegno'),
  payment(6, 'Bonifico 30 gg data fattura', 30),
  payment(7, 'Satispay'),
];

const seriesNames: Rec['descrizione'] = [
  [1, 'Ordini della sede'],
  [2, 'Negozio online'],
  [3, 'Negozio online - estero'],
];

/** The company's books before the first order. */
export function seeds(): Books {
  const books: Books = {
    failedLogins: {},
    exclusiveUse: false,
    mostAtOnce: 0,
    documents: {},
    lastNumbers: {},
    movements: [],
    customers: byKey('codice', [
      customer('501.00001', {
        ragione_sociale: 'Ferramenta Bianchi S.r.l.',
        partita_iva: 'IT01234560785',
        indirizzo: 'Via Verdi 5',
        cap: '00100',
        localita: 'ROMA',
        provincia: 'RM',
        email: 'amministrazione@bianchi.example',
        codice_sdi: 'M5UXCR1',
        cod_pagamento: 6,
      }),
      customer('501.00002', {
        ragione_sociale: 'ROSSI MARIO',
        cognome: 'ROSSI',
        nome: 'MARIO',
        gest_per_fisica: 'S',
        codice_fiscale: 'RSSMRA80A01H501U',
        indirizzo: 'Via Garibaldi 12',
        cap: '40121',
        localita: 'BOLOGNA',
        provincia: 'BO',
        email: 'mario.rossi@example.com',
      }),
    ]),
    addresses: {},
    articles: byKey('codice', [
      article('SHIRT-BLUE-M', 'Camicia blu, taglia M', 32.7),
      article('SHIRT-BLUE-L', 'Camicia blu, taglia L', 32.7),
      article('MUG-WHITE', 'Tazza bianca', 8.12),
      article('COFFEE-1KG', 'Caffè in grani, 1 kg', 16.27, ' 10,0'),
      article('POSTER-A2', 'Poster A2', 12.21),
      article('BAG-CANVAS', 'Borsa di tela', 15.49),
      article('MOKA-3T', 'Moka classica 3 tazze', 24.51),
      article('CAFFE-ARA-1KG', 'Caffè in grani 100% Arabica, 1 kg', 20.08),
      article('POLO-PIQUE-BLU-M', 'Polo in piqué blu, taglia M', 32.7),
      article('OLIO-EVO-5L', 'Olio extravergine di oliva, latta 5 l', 56.73, '  4,0'),
      article('ZAINO-20L', 'Zaino urbano 20 litri', 65.49),
      article('LAMPADA-TAV', 'Lampada da tavolo in ottone', 97.54),
      article('TOVAGLIA-LINO', 'Tovaglia in lino 140x240', 53.2),
      article('FELPA-MARE', 'Felpa con cappuccio, L, blu mare', 45),
      article('PASTA-GRANO-3KG', 'Pasta di grano duro, 3 kg', 12, '  4,0'),
      article('MIELE-ACACIA', 'Miele di acacia 500 g', 9, ' 10,0'),
      article('BRODETTO-PDF', 'Ricettario del brodetto (PDF)', 6.48),
      article('LANTERNA-OTTONE', 'Lanterna da barca in ottone', 154.92),
      article('SPESETRASP', 'Spese di trasporto'),
      article('SCONTO', 'Sconto'),
      article('CONFREGALO', 'Confezione regalo'),
      article('SPESEINC', 'Spese di incasso'),
      article('RAEE', 'Eco-contributo RAEE'),
      article('ARROTOND', 'Arrotondamento'),
    ]),
    payments: seedPayments,
    vatRates: [4, 5, 10, 22],
    exemptions: [
      { codice: 'E15', descrizione: 'Escluso art. 15', codice_natura: 'N1', plafond: 'N' },
      { codice: 'N41', descrizione: 'Non imponibile art. 41 UE', codice_natura: 'N3.2', plafond: 'N' },
      { codice: 'N8', descrizione: 'Non imponibile art. 8 extra UE', codice_natura: 'N3.1', plafond: 'N' },
      { codice: 'E10', descrizione: 'Esente art. 10', codice_natura: 'N4', plafond: 'N' },
    ],
    series: [
      { sigla_documento: 'OC', serie_massima: 9, descrizione: seriesNames },
      { sigla_documento: 'OX', serie_massima: 9, descrizione: seriesNames },
    ],
    reasons: [
      { id: 1, descrizione: 'Vendita', gest_mov_valore: 'N' },
      { id: 2, descrizione: 'Vendita online', gest_mov_valore: 'N' },
      { id: 3, descrizione: 'Omaggio', gest_mov_valore: 'N' },
    ],
    warehouses: [
      { id: 1, descrizione: 'Magazzino centrale', gest_valorizza: 'S', localita: 'BOLOGNA', provincia: 'BO' },
      { id: 2, descrizione: 'Magazzino negozio online', gest_valorizza: 'S', annullato: 'N' },
    ],
    costCentres: [
      { id: 1, descrizione: 'Vendite al banco' },
      { id: 2, descrizione: 'Vendite online' },
    ],
    carriers: [
      { codice: '602.00001', ragione_sociale: 'Corriere Espresso S.p.A.' },
      { codice: '602.00002', ragione_sociale: 'Poste Pacchi' },
    ],
  };
  return structuredClone(books);
}
