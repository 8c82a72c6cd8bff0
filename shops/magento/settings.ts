import { z } from 'zod';
import { fees } from '../fees.ts';

const secret = z.string().min(1);

const Auth = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bearer').describe('The access token alone.'),
    accessToken: secret.describe(
      "The integration's access token, sent as it is. Off in Magento since 2.4.4.",
    ),
  }),
  z
    .strictObject({
      kind: z.literal('oauth1').describe('Signed requests.'),
      consumerKey: secret.describe("The integration's consumer key."),
      consumerSecret: secret.describe("The integration's consumer secret; from the environment."),
      accessToken: secret.describe("The integration's access token; from the environment."),
      accessTokenSecret: secret.describe("The integration's access token secret; from the environment."),
    })
    .describe("The integration's four values; every request is signed (OAuth 1.0a, HMAC-SHA256)."),
]);

const status = (when: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_]+$/, "a status's code")
    .optional()
    .describe(
      `Status that the order gets with the comment ${when}: one of those that its state has in the shop. Left out: a comment only.`,
    );

/** Settings of what is written to a Magento shop. By default nothing stops the order there. */
const WriteBack = z.strictObject({
  paid: z.literal('invoice').default('invoice').describe('An invoice booked as paid, outside the shop.'),
  failed: z
    .enum(['cancel', 'comment'])
    .default('comment')
    .describe('"cancel" cancels the order once its window has closed unpaid; it can not be undone.'),
  verify: z
    .enum(['hold', 'comment'])
    .default('comment')
    .describe('"hold" keeps the order from being shipped.'),
  held: status('while its money is held and not taken'),
  shipped: status('once its document was shipped'),
  invoiced: status('once its document was invoiced'),
  cancelled: status('once its document was cancelled'),
  shipment: z
    .boolean()
    .default(false)
    .describe(
      'Makes the shipment of what is still to ship, with the tracking number where the ERP has one, once the document was shipped.',
    ),
});

/**
 * Where the shop keeps the Italian tax fields: paths into its order, such as `extension_attributes.codice_fiscale`, or
 * `billing_address.custom_attributes.codice_fiscale` where it has pairs of code and value. PEC and SDI can be the same field.
 */
const CustomerFields = z.strictObject({
  taxCode: z.string().min(1).default('customer_taxvat').describe('Codice fiscale.'),
  vatNumber: z.string().min(1).default('billing_address.vat_id').describe('Partita IVA.'),
  pec: z
    .string()
    .min(1)
    .optional()
    .describe('Certified mail (PEC); the same field as sdi where one holds either.'),
  sdi: z.string().min(1).optional().describe('Codice destinatario SDI.'),
});

/** A Magento 2 shop in the configuration. */
export const settings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .describe('Where the shop answers: https://shop.example, or with /index.php behind it.'),
  storeCode: z
    .string()
    .regex(/^[A-Za-z0-9_]+$/, 'a store view code such as it, or all')
    .optional()
    .describe('Store view of the REST address; "all" for all of them.'),
  stores: z
    .array(z.int().positive())
    .min(1)
    .optional()
    .describe(
      'Ids of the stores (store views) whose orders these are; all of them where left out. Two entries of one Magento each need their own.',
    ),
  auth: Auth.describe('How the shop is logged in to: bearer or oauth1.'),
  timeout: z
    .int()
    .positive()
    .default(20_000)
    .describe('How long a call may take, to the end of its answer, in milliseconds.'),
  serverLimit: z
    .int()
    .positive()
    .default(300_000)
    .describe('How long it can be at work on an invoice whose answer was lost, in milliseconds.'),
  adminUrl: z
    .string()
    .includes('{id}', 'must contain {id}, where the order id goes')
    .optional()
    .describe("The order's page in the back office, with {id}."),
  writeBack: WriteBack.prefault({}).describe('What the shop is told of each outcome.'),
  customerFields: CustomerFields.prefault({}).describe(
    'Where the shop keeps the Italian tax fields: paths into its order.',
  ),
  fees,
});
/** The same, as it was read. */
export type Settings = z.infer<typeof settings>;
