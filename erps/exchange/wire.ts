import { z } from 'zod';

const Decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('An amount in the currency of the document, with "." before its decimals: "122.00".');
const Instant = z.string().describe('UTC, ISO 8601.');

const Address = z.strictObject({
  name: z.string(),
  company: z.string().optional(),
  street: z.array(z.string()).describe('One line each.'),
  city: z.string(),
  postcode: z.string(),
  region: z.string().optional().describe('Province, as its two letters where the shop has them.'),
  country: z.string().describe('ISO 3166-1 alpha-2.'),
  phone: z.string().optional(),
});

const Customer = z.strictObject({
  shopId: z.string().optional().describe("The shop's own id; absent for a guest."),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  company: z.string().optional(),
  taxCode: z.string().optional().describe('Codice fiscale, check digits verified.'),
  vatNumber: z.string().optional().describe('Partita IVA with its country: "IT01234560785".'),
  pec: z.string().optional(),
  sdi: z.string().optional().describe('Codice destinatario.'),
});

const Settled = z.strictObject({
  by: z.enum(['gift_card', 'store_credit', 'reward_points']),
  reference: z.string().optional().describe('Which one, where the shop says: the code of the gift card.'),
  amount: Decimal,
});

const Row = z.strictObject({
  kind: z
    .enum(['goods', 'wrapping', 'shipping', 'payment', 'eco', 'rounding', 'discount'])
    .describe(
      'payment: what the way of paying costs; eco: a fixed product tax (RAEE); rounding: cents that the shop rounded away.',
    ),
  code: z.string().describe("The shop's code: SKU, shipping method; the kind's name where there is none."),
  description: z.string(),
  unit: z.string().optional().describe('Pieces where absent.'),
  quantity: z.number().describe('-1 for a discount, and for anything else that is taken off.'),
  net: Decimal.describe('The whole row without VAT, before its discount; negative for a discount.'),
  gross: Decimal.describe('The whole row with VAT; all rows together are the total.'),
  vatRate: z.number().describe('VAT per cent, 22 or 8.25.'),
  details: z.array(z.string()).describe('For those who pick and pack: parts of a bundle, engravings.'),
});
export type ExchangeRow = z.infer<typeof Row>;

/** A document as its file holds it. Published as JSON Schema in docs/exchange-document.schema.json. */
export const ExchangeDocument = z.strictObject({
  version: z.literal(1),
  reference: z
    .string()
    .describe(
      'Unique for ever: shop and order. Whoever reads it books a reference once, however often it is seen.',
    ),
  date: z.iso.date().describe("The document's calendar day."),
  currency: z.string().describe('ISO 4217.'),
  order: z.strictObject({
    shop: z.string(),
    id: z.string(),
    number: z.string().describe('What people call it.'),
    placedAt: Instant,
    status: z.string().describe("The shop's own word."),
    payment: z.strictObject({ code: z.string(), title: z.string() }).describe('As the shop calls it.'),
    purchaseOrder: z.string().optional().describe("The customer's own number of the purchase."),
    total: z
      .strictObject({ amount: Decimal, currency: z.string() })
      .optional()
      .describe('What the customer pays in their own currency, where the document is in another.'),
  }),
  payment: z.string().optional().describe('Id in the payment table; absent where none is mapped.'),
  collected: z
    .strictObject({
      gateway: z.string().describe('Who took the money; "shop" where the shop did itself.'),
      reference: z.string().describe("The gateway's id of the charge."),
      amount: Decimal,
      currency: z.string(),
      at: Instant,
    })
    .optional()
    .describe('Absent where no money came yet.'),
  authorised: z
    .strictObject({
      gateway: z.string().describe('Who holds the money.'),
      reference: z.string().describe("The gateway's id of what holds it."),
      amount: Decimal,
      currency: z.string(),
      until: Instant.optional().describe('When the gateway lets go of it: it has to be taken before.'),
    })
    .optional()
    .describe('Money that is held and not taken yet; absent where none is.'),
  carrier: z.string().optional().describe("The ERP's carrier, as it is mapped."),
  shopCarrier: z.strictObject({ code: z.string(), title: z.string() }).optional(),
  customer: Customer,
  billing: Address,
  shipping: Address.optional().describe(
    'Absent where nothing is shipped, or it goes to the billing address.',
  ),
  rows: z.array(Row),
  total: Decimal.describe('What the document comes to, with VAT: all rows together.'),
  settled: z.array(Settled).describe('Parts of the total that were paid by something else than the payment.'),
  unexplained: Decimal.optional().describe(
    'What the shop asks for besides, and none of its rows explains: a person has been told. Absent where there is nothing.',
  ),
  toPay: Decimal.describe(
    'What the payment comes to: the total, less what is settled, plus what is unexplained.',
  ),
  notes: z.array(z.string()).describe('What the customer wrote to the shop.'),
  giftMessages: z.array(z.string()).describe('What the customer wrote to who gets the gifts.'),
});
export type ExchangeDocument = z.infer<typeof ExchangeDocument>;

/** The text of docs/exchange-document.schema.json: the shape of a document's file, for those who write the other side. */
export const jsonSchema = (): string =>
  `${JSON.stringify({ title: 'Incasso document, version 1', ...z.toJSONSchema(ExchangeDocument) }, null, 2)}\n`;
