import { z } from 'zod';

/** Settings of the document that a paid deposit becomes in the ERP. */
export const DepositDocument = z.strictObject({
  erp: z.string().min(1).optional().describe('Which ERP; can be left out where there is one.'),
  article: z.string().min(1).describe("The ERP's article for deposits."),
  erpPayment: z
    .union([z.string().min(1), z.int()])
    .transform(String)
    .optional()
    .describe("The id of the payment in the ERP's payment table."),
  taxRate: z.number().nonnegative().default(0).describe('VAT per cent contained in the amount.'),
  country: z.string().length(2).default('IT').describe('Country of customers who are not in the ERP yet.'),
});
/** `DepositDocument` once parsed. */
export type DepositDocument = z.infer<typeof DepositDocument>;

/** Settings of deposits: payments without an order. */
export const Deposits = z
  .strictObject({
    key: z
      .string()
      .min(32, 'at least 32 characters, such as "openssl rand -base64 32" prints')
      .describe('With which payments are asked for; from the environment.'),
    document: z
      .union([z.literal('none'), DepositDocument])
      .prefault('none')
      .describe('What the ERP gets of a deposit once it is paid: "none", or a document with one row.'),
  })
  .optional()
  .describe('Payments without an order, asked for by POST /payments; left out: there are none.');
