import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exchange } from '../../erps/exchange/index.ts';
import type { ExchangeDocument } from '../../erps/exchange/wire.ts';
import { createExchangeSandbox } from '../../sandbox/exchange/index.ts';
import { erpContract } from '../contract/erp.ts';
import type { ErpBench } from '../contract/erp-bench.ts';

const lacking = (what: string) => async (): Promise<never> => {
  throw new Error(`the exchange has no ${what}`);
};

async function open(): Promise<ErpBench> {
  const home = await mkdtemp(join(tmpdir(), 'exchange-'));
  const [folder, payments] = [join(home, 'documents'), join(home, 'payments.csv')];
  const sandbox = await createExchangeSandbox({ folder, payments });
  const { books } = sandbox;
  const steer = async (what: string, body: object = {}) => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${what}: ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  const contentOf = (name: string) => books.documents[name]?.content as ExchangeDocument | undefined;
  return {
    makeErp({ now, url, tolerance, refusesWrongTaxData, settings: others } = {}) {
      const settings = exchange.settings.parse({
        folder: url ? join(home, 'not-there') : folder,
        payments,
        tolerance,
        format: 'both',
        answerWait: '10s',
        wrongTaxData: refusesWrongTaxData ? 'refuse' : 'leave-out',
        ...others,
      });
      return exchange.create('exchange', settings, now);
    },
    documents: async () =>
      Object.values(books.documents)
        .filter(({ number }) => number !== undefined)
        .map(({ name, reference, date, rows, content }) => {
          const { payment, carrier, collected, settled } = content as ExchangeDocument;
          const text = JSON.stringify(content);
          const paid = [collected, ...settled].map((part) => Number(part?.amount ?? 0));
          const deposit = Math.round(paid.reduce((sum, amount) => sum + amount, 0) * 100);
          return { id: name, note: reference, customer: name, payment, date, rows, text, carrier, deposit };
        }),
    async customer(code) {
      const { taxCode = '', vatNumber = '', pec = '', sdi = '' } = contentOf(code)?.customer ?? {};
      return { taxCode, vatNumber, pec, sdi };
    },
    articles: async () => [],
    customerCount: async () => Object.keys(books.documents).length,
    acts: async (id, act, tracking) => {
      await steer(`documents/${id}/${act}`, { tracking });
    },
    codePayment: async (description) => (await steer('payments', { description })).id,
    async changeTotal(id, by) {
      const done = join(folder, `${id}.done`);
      const [number, total] = (await readFile(done, 'utf8')).split('\n');
      await writeFile(done, `${number}\n${(Number(total) + by / 100).toFixed(2)}\n`);
    },
    refusedLogins: lacking('login'),
    troubleNext: lacking('requests'),
    setBusy: lacking('pool'),
    copyDocument: lacking('second document of one name'),
    paymentReads: lacking('count of reads'),
    misconfigured: [
      { settings: { folder: join(home, 'not-there') }, subject: /^folder$/ },
      { settings: { answers: join(home, 'not-there') }, subject: /^answers$/ },
      { settings: { payments: join(home, 'none.csv') }, subject: /^payments$/ },
    ],
    secrets: ['no secret is in a folder'],
    knownArticle: 'MUG-WHITE',
    expenses: {
      shipping: 'shipping',
      discount: 'discount',
      giftWrap: 'wrapping',
      payment: 'payment',
      eco: 'eco',
      rounding: 'rounding',
    },
    carrier: 'BRT',
    carrierName: 'BRT',
    unknownArticle: 'NO-SUCH-ARTICLE',
    unknownArticleWords: 'article NO-SUCH-ARTICLE is unknown (row 1)',
    customerWithHabitualPayment: '01234560785',
    payment: { id: '3', description: 'Carta di credito (Stripe)' },
    async close() {
      await sandbox.close();
      await rm(home, { recursive: true });
    },
  };
}

erpContract({
  name: 'The exchange of files',
  open,
  cannot: {
    'customer records': 'each document carries its customer; the software that reads it knows its own',
    login: 'a folder has none',
    'lost answers': 'an answer is a file that stays; until it is there the document is away',
    busy: 'a folder takes what is written',
    'two documents of one reference': 'two files of one name can not be',
    'created articles': 'each row carries its article; whoever reads it creates what it does not have',
    'deleted documents': 'what is not told by a file is not known',
    'counted reads of payments': 'nobody counts who reads a file',
  },
});
