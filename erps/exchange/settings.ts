import { z } from 'zod';
import { Duration } from '../../domain/schemas/fields.ts';
import { Currency } from '../../domain/schemas/money.ts';

const PaymentsCsv = z.strictObject({
  separator: z.string().length(1).optional().describe('What is between columns; left out: found out.'),
  header: z.boolean().optional().describe('Whether the first line names the columns; left out: found out.'),
});

/** What incasso.yaml says of an ERP that reads documents from a folder and answers there. */
export const settings = z.strictObject({
  folder: z
    .string()
    .min(1)
    .describe('Where documents are written; it has to be there, and is never created.'),
  answers: z.string().min(1).optional().describe('Where answers are read; left out: the same folder.'),
  payments: z.string().min(1).describe('The payment table, a CSV file: id;description.'),
  paymentsCsv: PaymentsCsv.prefault({}).describe('How the payment table is written.'),
  format: z.enum(['json', 'csv', 'both']).default('json').describe('As what each document is written.'),
  answerWait: Duration.prefault('5s').describe(
    'How long a call waits for the answer; a document without one is looked at again later.',
  ),
  currency: Currency.default('EUR').describe('Currency of the books.'),
  foreignCurrency: z
    .enum(['stop', 'base', 'own'])
    .default('stop')
    .describe(
      "An order in another currency: stop: it is not taken; base: it is written in the shop's base currency, if that is the books'; own: it is written in its own.",
    ),
  timeZone: z.string().default('Europe/Rome').describe("Whose calendar day is the document's date."),
  tolerance: z
    .int()
    .nonnegative()
    .default(5)
    .describe("How far an answer's total may be from the order's before a person is told, in cents."),
  wrongTaxData: z
    .enum(['leave-out', 'refuse'])
    .default('leave-out')
    .describe(
      'A codice fiscale, partita IVA, PEC or SDI code that can not be right: the document is written without it and a person is told, or it is not written.',
    ),
});
/** As used, defaults filled in. */
export type ExchangeSettings = z.infer<typeof settings>;
