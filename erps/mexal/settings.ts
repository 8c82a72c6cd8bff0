import { z } from 'zod';
import { Currency } from '../../domain/schemas/money.ts';

const Code = z.string().min(1);
const Fields = z.record(z.string(), z.union([z.string(), z.int()]));

const series = z.int().positive().describe('Number series (sezionale); best one of its own for each shop.');
const place = {
  causale: z.int().optional().describe('Movement reason (id_causale).'),
  warehouse: z.int().positive().optional().describe('Warehouse of the orders (id_magazzino).'),
  costCentre: z.int().optional().describe('Cost and revenue centre (id_costo_ricavo).'),
};

const Document = z.strictObject({
  kind: z
    .enum(['OC', 'OX', 'by-customer'])
    .default('by-customer')
    .describe('OC: net prices; OX: prices with VAT; by-customer: OC for companies, OX for private people.'),
  series,
  ...place,
  carrier: Code.optional().describe(
    'Carrier of orders whose own is not in mapping.carriers (cod_vettore, an account such as 602.00001); a note in the document then names the real one.',
  ),
  deposit: z
    .enum(['collected', 'none'])
    .default('collected')
    .describe(
      'What acconto_pagato gets: the money collected, or nothing (for ERP payments that settle the document themselves).',
    ),
  fields: Fields.default({}).describe('Further header fields of every document, such as cod_modulo: W.'),
  noteFormat: z
    .enum(['matrix', 'scalar'])
    .default('matrix')
    .describe(
      'How nota, id_causale and cod_vettore are sent: [[1,value]] as seen at live systems, or plain as declared.',
    ),
});

const OfShop = z.strictObject({ series: series.optional(), ...place });

const Articles = z.strictObject({
  shipping: Code.optional().describe(
    "Expense article that carries shipping; left out: one for each shipping method of the shop, with the method's code.",
  ),
  createShipping: z
    .boolean()
    .default(false)
    .describe('Whether an expense article for shipping that the ERP does not have is created.'),
  discount: Code.optional().describe(
    'Expense article that carries discounts, in one row for each VAT rate; left out: prices are what is left after their own discount.',
  ),
  giftWrap: Code.optional().describe('Expense article of gift wrapping.'),
  paymentFee: Code.optional().describe('Expense article of what a way of paying costs (cash on delivery).'),
  eco: Code.optional().describe('Expense article of fixed product taxes (RAEE).'),
  rounding: Code.optional().describe(
    'Expense article of cents that the shop rounded away; left out: they are in no row, up to the tolerance.',
  ),
  codes: z
    .record(z.string(), Code)
    .default({})
    .describe('ERP article by SKU, or by shipping method, where it is not the same in capitals.'),
  fields: Fields.default({}).describe('Further fields of every article that is created.'),
});

const Customers = z.strictObject({
  masterCode: z
    .string()
    .regex(/^\d{3}$/)
    .default('501')
    .describe('Mastro under which new customers are numbered.'),
  nationality: z
    .record(z.string().length(2), z.enum(['I', 'R', 'V', 'C', 'E']))
    .default({})
    .describe(
      'tp_nazionalita by country, where it is not I (Italy), R (San Marino), V (Vatican), C (EU) or E (elsewhere).',
    ),
  wrongTaxData: z
    .enum(['leave-out', 'refuse'])
    .default('leave-out')
    .describe(
      'A codice fiscale, partita IVA, PEC or SDI code that can not be right: the document is written without it and a person is told, or it is not written.',
    ),
  vatPrefix: z
    .enum(['always', 'foreign'])
    .default('always')
    .describe('Whether partita_iva has the country before it (IT01234560785) also for Italian numbers.'),
  fields: Fields.default({}).describe(
    'Further fields of every new customer; cod_listino and valuta are 1 unless they are here.',
  ),
});

const Exemptions = z.strictObject({
  italy: Code.optional().describe('Goods that stay in Italy.'),
  eu: Code.optional().describe('Goods that go to another country of the EU.'),
  extraEu: Code.optional().describe('Goods that leave the EU.'),
});

/** What incasso.yaml says of a Mexal (or Passcom) installation reached through its WebAPI. */
export const settings = z.strictObject({
  url: z.url().describe("The WebAPI's address, up to and with /webapi."),
  user: z.string().min(1).describe('A WebAPI user of its own; three bad logins lock it.'),
  password: z.string().min(1).describe('From the environment: ${MEXAL_PASSWORD}.'),
  domain: z
    .string()
    .optional()
    .describe('The Passepartout domain; wanted by the cloud, left out on premises.'),
  company: z.string().regex(/^\S+$/).describe("The company's sigla (Azienda)."),
  warehouse: z.int().positive().optional().describe('The warehouse calls are made for (Magazzino).'),
  timeout: z
    .int()
    .positive()
    .default(60_000)
    .describe('How long a call may take, to the end of its answer, in ms.'),
  serverLimit: z
    .int()
    .positive()
    .default(300_000)
    .describe('How long it can be at work on a call whose answer was lost, in ms.'),
  timeZone: z.string().default('Europe/Rome').describe("Whose calendar day is the document's date."),
  firstYear: z
    .int()
    .optional()
    .describe('First accounting year kept in this company; earlier ones are not searched.'),
  currency: Currency.default('EUR').describe('Currency of the books.'),
  foreignCurrency: z
    .enum(['stop', 'base'])
    .default('stop')
    .describe(
      "An order in another currency: stop: it is not taken; base: it is written in the shop's base currency, if that is the books', with both sums in a note.",
    ),
  document: Document.describe('The document an order becomes.'),
  shops: z
    .record(z.string(), OfShop)
    .default({})
    .describe("What is otherwise in a shop's documents, by the shop's name."),
  articles: Articles.describe('Articles of the ERP: expenses, and what is called otherwise in the shop.'),
  unknownArticles: z
    .enum(['refuse', 'create'])
    .default('refuse')
    .describe(
      'An article that the ERP does not have: the document is not written, or the article is created.',
    ),
  customers: Customers.prefault({}).describe('How customers are created.'),
  vat: z
    .record(z.string(), Code)
    .default({})
    .describe('VAT code by rate, where it is not the rate itself: {"4": "04"}.'),
  exemptions: Exemptions.prefault({}).describe(
    'Exemption codes of rows that bear no VAT, by where the goods go.',
  ),
  tolerance: z
    .int()
    .nonnegative()
    .default(5)
    .describe(
      "How far the ERP's total may be from the order's before a person is told, in cents: net rows are rounded one by one.",
    ),
});
/** As used, defaults filled in. */
export type MexalSettings = z.infer<typeof settings>;

/** What a shop's documents are like: its own settings over those of all. */
export const documentFor = ({ document, shops }: MexalSettings, shop: string): MexalSettings['document'] => ({
  ...document,
  ...shops[shop],
});
