import { z } from 'zod';
import { Currency } from '../../domain/schemas/money.ts';

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
  timeout: z.int().positive().default(60_000).describe('How long an answer is waited for, in ms.'),
  timeZone: z.string().default('Europe/Rome').describe("Whose calendar day is the document's date."),
  firstYear: z
    .int()
    .optional()
    .describe('First accounting year kept in this company; earlier ones are not searched.'),
  currency: Currency.default('EUR').describe(
    'Currency of the books; an order in another one is not written.',
  ),
  document: z
    .strictObject({
      kind: z
        .enum(['OC', 'OX', 'by-customer'])
        .default('by-customer')
        .describe(
          'OC: net prices; OX: prices with VAT; by-customer: OC for companies, OX for private people.',
        ),
      series: z.int().positive().describe('Number series (sezionale); best one of its own for each shop.'),
      causale: z.int().optional().describe('Movement reason (id_causale).'),
      warehouse: z.int().positive().optional().describe('Warehouse of the orders (id_magazzino).'),
      costCentre: z.int().optional().describe('Cost and revenue centre (id_costo_ricavo).'),
      noteFormat: z
        .enum(['matrix', 'scalar'])
        .default('matrix')
        .describe(
          'How nota and id_causale are sent: [[1,value]] as seen at live systems, or plain as declared.',
        ),
    })
    .describe('The document an order becomes.'),
  articles: z
    .strictObject({
      shipping: z.string().min(1).describe('Expense article that carries shipping.'),
      discount: z.string().min(1).describe('Expense article that carries discounts.'),
      giftWrap: z
        .string()
        .min(1)
        .optional()
        .describe('Expense article of gift wrapping; no shop tells it apart yet.'),
    })
    .describe('Articles of the ERP for what is no article in the shop.'),
  customers: z
    .strictObject({
      masterCode: z
        .string()
        .regex(/^\d{3}$/)
        .default('501')
        .describe('Mastro under which new customers are numbered.'),
      nationality: z
        .record(z.string().length(2), z.string().length(1))
        .default({})
        .describe('tp_nazionalita by country, where it is not I (Italy), C (EU) or E (elsewhere).'),
      fields: z
        .record(z.string(), z.union([z.string(), z.int()]))
        .default({})
        .describe('Further fields of every new customer, such as cod_listino: 1.'),
    })
    .prefault({})
    .describe('How customers are created.'),
  vat: z
    .record(z.string(), z.string())
    .default({})
    .describe('VAT code by rate, where it is not the rate itself: {"0": "N41"} for rows that bear none.'),
});
/** As used, defaults filled in. */
export type MexalSettings = z.infer<typeof settings>;
