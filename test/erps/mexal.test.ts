import { mexal } from '../../erps/mexal/index.ts';
import { createMexalSandbox } from '../../sandbox/mexal/index.ts';
import { erpContract } from '../contract/erp.ts';
import type { ErpBench, Trouble } from '../contract/erp-bench.ts';

const paths: Record<Trouble['at'], string> = {
  'creating a document': '/documenti/ordini-clienti$',
  'creating a customer': '/risorse/clienti$',
  looking: '/documenti/ordini-clienti/ricerca$',
};

const faults: Record<Trouble['what'], { kind: string; status?: number }> = {
  'stored, answer lost': { kind: 'timeout-after' },
  'stored, connection cut': { kind: 'reset-after' },
  'not stored, answer lost': { kind: 'timeout-before' },
  late: { kind: 'latency' },
  'error page': { kind: 'status', status: 503 },
  unreadable: { kind: 'status', status: 200 },
};

const articles = {
  shipping: 'SPESETRASP',
  discount: 'SCONTO',
  giftWrap: 'CONFREGALO',
  paymentFee: 'SPESEINC',
  eco: 'RAEE',
  rounding: 'ARROTOND',
};
const { paymentFee: payment, ...expenses } = articles;
const user = 'incasso-test';
const password = 'a-password-nobody-may-see';

async function open(): Promise<ErpBench> {
  const sandbox = await createMexalSandbox({ user, password, domain: 'demo', company: 'ABC' });
  const { books } = sandbox;
  let paymentReads = 0;
  sandbox.app.server.on('request', ({ url }) => {
    if (url?.startsWith('/webapi/risorse/dati-generali/pagamenti')) paymentReads += 1;
  });
  return {
    makeErp(options = {}) {
      const { now, timeoutMs = 5000, serverLimitMs, wrongPassword, url, prices, tolerance } = options;
      const { createsArticles = false, refusesWrongTaxData, discountInPrices } = options;
      const settings = mexal.settings.parse({
        url: url ?? `${sandbox.url}/webapi`,
        user,
        password: wrongPassword ? 'another-password' : password,
        domain: 'demo',
        company: 'ABC',
        timeout: timeoutMs,
        serverLimit: serverLimitMs,
        tolerance,
        document: {
          series: 2,
          kind: prices === undefined ? 'by-customer' : prices === 'net' ? 'OC' : 'OX',
          causale: 2,
          warehouse: 2,
          costCentre: 2,
        },
        articles: {
          ...articles,
          ...(createsArticles ? { shipping: undefined, createShipping: true } : {}),
          ...(discountInPrices ? { discount: undefined } : {}),
        },
        customers: { wrongTaxData: refusesWrongTaxData ? 'refuse' : 'leave-out' },
        unknownArticles: createsArticles ? 'create' : 'refuse',
        ...options.settings,
      });
      return mexal.create('mexal', settings, now);
    },
    documents: async () =>
      Object.values(books.documents).map(({ sigla, serie, numero, header, rows }) => ({
        id: `${sigla}+${serie}+${numero}`,
        note: String(header.nota),
        customer: String(header.cod_conto),
        payment: header.id_pagamento ? String(header.id_pagamento) : undefined,
        date: String(header.data_documento).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'),
        rows: rows
          .filter(({ tp_riga }) => tp_riga === 'R')
          .map(({ codice_articolo, quantita, cod_iva }) => ({
            article: String(codice_articolo),
            quantity: Number(quantita),
            vat: String(cod_iva),
          })),
        text: rows.map(({ descr_riga = '' }) => descr_riga).join('\n'),
        carrier: header.cod_vettore ? String(header.cod_vettore) : undefined,
        deposit: Math.round(Number(header.acconto_pagato ?? 0) * 100),
      })),
    async customer(code) {
      const { codice_fiscale, partita_iva, pec, codice_sdi } = books.customers[code] ?? {};
      const text = (value: unknown) => String(value ?? '');
      return {
        taxCode: text(codice_fiscale),
        vatNumber: text(partita_iva),
        pec: text(pec),
        sdi: text(codice_sdi),
      };
    },
    articles: async () => Object.keys(books.articles),
    customerCount: async () => Object.keys(books.customers).length,
    refusedLogins: async () => books.failedLogins[user] ?? 0,
    async troubleNext({ at, what, ms }) {
      const fault = { ...faults[what], times: 1, method: 'POST', path: paths[at], ms };
      const answer = await fetch(`${sandbox.url}/_sandbox/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
      if (!answer.ok) throw new Error(`the sandbox took no fault: ${answer.status}`);
    },
    async setBusy(busy) {
      books.exclusiveUse = busy;
    },
    async acts(id, act, tracking) {
      const answer = await fetch(`${sandbox.url}/_sandbox/documents/${id}/${act}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ tracking }),
      });
      if (!answer.ok) throw new Error(`${act} of ${id}: ${await answer.text()}`);
    },
    async changeTotal(id, by) {
      const document = Object.values(books.documents).find((d) => `${d.sigla}+${d.serie}+${d.numero}` === id);
      document?.rows.push({
        tp_riga: 'R',
        codice_articolo: 'RAEE',
        quantita: 1,
        prezzo: by / 100,
        cod_iva: 'E15',
      });
    },
    misconfigured: [
      { settings: { document: { series: 77, kind: 'OC' } }, subject: /^series 77 of OC$/ },
      { settings: { document: { series: 2, warehouse: 9 } }, subject: /^warehouse 9$/ },
      { settings: { document: { series: 2, causale: 9 } }, subject: /^causale 9$/ },
      { settings: { document: { series: 2, costCentre: 9 } }, subject: /^cost centre 9$/ },
      {
        settings: { document: { series: 2, kind: 'OC' }, shops: { x: { series: 77 } } },
        subject: /^series 77 of OC$/,
      },
      { settings: { shops: { x: { warehouse: 9 } } }, subject: /^warehouse 9$/ },
      { settings: { shops: { x: { causale: 9 } } }, subject: /^causale 9$/ },
      { settings: { shops: { x: { costCentre: 9 } } }, subject: /^cost centre 9$/ },
      { settings: { articles: { ...articles, shipping: 'NONE' } }, subject: /^article for shipping$/ },
      { settings: { articles: { ...articles, discount: 'NONE' } }, subject: /^article for discount$/ },
      { settings: { articles: { ...articles, giftWrap: 'NONE' } }, subject: /^article for giftWrap$/ },
      { settings: { articles: { ...articles, paymentFee: 'NONE' } }, subject: /^article for paymentFee$/ },
      { settings: { articles: { ...articles, eco: 'NONE' } }, subject: /^article for eco$/ },
      { settings: { articles: { ...articles, rounding: 'NONE' } }, subject: /^article for rounding$/ },
      { settings: { vat: { '10': 'X99' } }, subject: /^VAT 10 %$/ },
      { settings: { exemptions: { eu: 'X99' } }, subject: /^exemption eu$/ },
      { settings: { company: 'XYZ' }, subject: /^company$/ },
    ],
    async copyDocument(id) {
      const [key, document] =
        Object.entries(books.documents).find(([, d]) => `${d.sigla}+${d.serie}+${d.numero}` === id) ?? [];
      if (!key || !document) throw new Error(`no document ${id}`);
      const numero = document.numero + 10_000;
      const copy = { ...structuredClone(document), numero };
      books.documents[key.replace(/\d+$/, String(numero))] = {
        ...copy,
        header: { ...copy.header, numero },
      };
    },
    secrets: [password, 'another-password', Buffer.from(`${user}:${password}`).toString('base64')],
    knownArticle: 'MUG-WHITE',
    expenses: { ...expenses, payment },
    carrier: '602.00001',
    carrierName: 'Corriere Espresso S.p.A.',
    unknownArticle: 'NO-SUCH-ARTICLE',
    unknownArticleWords: 'Codice articolo non trovato in archivio articoli (riga 1)',
    customerWithHabitualPayment: '01234560785',
    payment: { id: '3', description: 'Carta di credito (Stripe)' },
    async codePayment(descrizione) {
      const answer = await fetch(`${sandbox.url}/_sandbox/payments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ descrizione }),
      });
      return String(((await answer.json()) as { id: number }).id);
    },
    paymentReads: async () => paymentReads,
    close: () => sandbox.close(),
  };
}

erpContract({ name: 'Mexal', open });
