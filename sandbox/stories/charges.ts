import { documentOf } from './books.ts';
import { type Ending, paid, pays, type Scene, type Story, shopIsTold } from './story.ts';

/** What a document must have: sums with VAT by VAT code, in major units; articles; and words in its texts. */
interface Wanted {
  byVat: Record<string, number>;
  articles?: string[];
  words?: string[];
  /** What it has as paid, where that is not the document's total. */
  deposit?: number;
}

const company = { company: 'Neri Arredamenti srl', vatId: '01234560785', email: 'neri@example.com' };
// Named, since which of the shop's customers buys depends on earlier orders, and a company's document has prices without VAT.
const person = 1;
const oil = { sku: 'OLIO-EVO-5L', qty: 2 };
const lamp = { sku: 'LAMPADA-TAV', qty: 1 };
const offline: Ending = { ...paid, outcome: 'PENDING', shopState: 'pending', charges: [], payments: 0 };
const accepted: Ending = { ...paid, shopState: 'Payment accepted' };

/** The order is paid by card; then its document has to have what is wanted. */
const paidAndWritten = (wanted: Wanted) => async (scene: Scene) => {
  await pays(scene);
  await holds(scene, wanted);
};

/** Throws unless the order's document has everything that is wanted. */
async function holds(scene: Scene, { byVat, articles = [], words = [], deposit }: Wanted): Promise<void> {
  const document = await documentOf(scene);
  const text = JSON.stringify(document);
  if (JSON.stringify(sorted(document.byVat)) !== JSON.stringify(sorted(byVat)))
    throw new Error(`the document has ${JSON.stringify(document.byVat)}, not ${JSON.stringify(byVat)}`);
  for (const article of articles)
    if (!document.articles.includes(article)) throw new Error(`no row of ${article} in ${text}`);
  for (const word of words)
    if (!document.texts.some((line) => line.includes(word))) throw new Error(`"${word}" is not in ${text}`);
  if (deposit !== undefined && document.deposit !== deposit)
    throw new Error(`${document.deposit} is noted as paid, not ${deposit}`);
}

const sorted = (byVat: Record<string, number>): [string, number][] =>
  Object.entries(byVat).sort(([a], [b]) => Number(a) - Number(b));

/** Orders that charge more than plain goods: each charge has to be in the document with its own VAT. */
export const charges: Story[] = [
  {
    name: 'coupon on shipping too',
    begins: { order: { customer: person, items: [oil, lamp], coupon: { percent: 10, shipping: true } } },
    acts: paidAndWritten({ byVat: { 4: 106.2, 22: 113.31 } }),
    ending: paid,
  },
  {
    name: 'coupon of a company',
    begins: { order: { customer: company, items: [oil, lamp], coupon: { percent: 10 } } },
    acts: paidAndWritten({ byVat: { 4: 106.19, 22: 114.01 } }),
    ending: paid,
  },
  {
    name: 'free shipping over food',
    begins: { order: { customer: person, items: [oil], shippingDiscount: 6.9 } },
    acts: paidAndWritten({ byVat: { 4: 118, 22: 0 } }),
    ending: paid,
  },
  {
    name: 'basket of two VAT rates',
    begins: {
      order: {
        customer: person,
        items: [
          {
            sku: 'CESTO',
            name: 'Cesto regalo',
            qty: 1,
            parts: [
              { sku: 'OLIO-EVO-5L', qty: 1 },
              { sku: 'MOKA-3T', qty: 2 },
            ],
          },
        ],
      },
    },
    acts: paidAndWritten({ byVat: { 4: 59, 22: 66.7 }, articles: ['OLIO-EVO-5L', 'MOKA-3T'] }),
    ending: paid,
  },
  {
    name: 'partly paid by gift card',
    begins: { order: { customer: person, items: [lamp], giftCard: { code: 'NATALE-40', amount: 40 } } },
    acts: paidAndWritten({ byVat: { 22: 125.9 }, words: ['Buono regalo', '40,00'], deposit: 125.9 }),
    ending: paid,
  },
  {
    name: 'cash on delivery fee',
    begins: { order: { customer: person, items: [lamp], method: 'cashondelivery', fee: { amount: 3.5 } } },
    async acts(scene) {
      await shopIsTold(scene, 'Ordine preso in carico');
      await holds(scene, { byVat: { 22: 129.4 }, articles: ['SPESEINC'] });
    },
    ending: offline,
  },
  {
    name: 'unexplained sum',
    begins: { order: { customer: person, items: [lamp], fee: { amount: 3.5 } } },
    acts: paidAndWritten({ byVat: { 22: 125.9 } }),
    ending: { ...paid, attention: 'TOTAL_UNEXPLAINED' },
  },
  {
    name: 'RAEE on a lamp',
    begins: { order: { customer: person, items: [{ ...lamp, fpt: { amount: 2 } }] } },
    acts: paidAndWritten({ byVat: { 22: 128.34 }, articles: ['RAEE'] }),
    ending: paid,
  },
  {
    name: 'free shipping over food',
    begins: {
      shop: 'prestashop',
      order: {
        customer: person,
        items: [{ reference: 'MIELE-ACACIA', qty: 2, price: 13, taxPercent: 4 }],
        discounts: [{ name: 'Spedizione gratuita', freeShipping: true }],
      },
    },
    acts: paidAndWritten({ byVat: { 4: 26, 22: 0 } }),
    ending: accepted,
  },
];
