import { IANAZone } from 'luxon';
import { z } from 'zod';
import { fees } from '../fees.ts';

/** An order state: its id in this shop, or the name of the configuration that has it (PS_OS_PAYMENT). */
const StateRef = z
  .union([z.int().positive(), z.string().regex(/^([1-9]\d*|[A-Z][A-Z0-9_]*)$/)])
  .transform(String);
const state = (what: string) =>
  StateRef.optional().describe(`${what} A state's id, or a configuration such as PS_OS_PAYMENT.`);

/** The states into which orders are put. Where one is left out, the order gets only a message. */
const States = z
  .strictObject({
    paid: state('Once paid; a state that counts as paid and makes an invoice.'),
    failed: state(
      'Once the window to pay has closed unpaid. Stock comes back with PS_OS_ERROR and PS_OS_CANCELED.',
    ),
    verify: state('While a payment has to be verified; one that ships nothing.'),
    held: state('While the money is held and not taken; one that counts as unpaid.'),
    accepted: state('Once taken over, where the money comes outside of any gateway.'),
    pay: state('When the customer is asked to pay; the shop mails what this state mails.'),
    shipped: state('Once the document was shipped.'),
    invoiced: state('Once the document was invoiced.'),
    cancelled: state('Once the document was cancelled.'),
  })
  .refine((states) => !states.verify || states.paid, {
    path: ['paid'],
    message: 'is needed where "verify" is set: a paid order would stay in that state',
  })
  .refine((states) => !states.held || states.paid, {
    path: ['paid'],
    message: 'is needed where "held" is set: a paid order would stay in that state',
  })
  .refine((states) => !states.held || states.failed, {
    path: ['failed'],
    message: 'is needed where "held" is set: an order whose money was let go of would stay in that state',
  });

const states = (what: string) => z.array(StateRef).default([]).describe(what);

/** The meaning of this shop's own states, besides PrestaShop's and those under `states`. */
const StatesRead = z.strictObject({
  open: states('Orders under way.'),
  onHold: states('Orders that must not go on.'),
  cancelled: states('Orders that were cancelled.'),
  completed: states('Orders that are done with: shipped, delivered.'),
  refunded: states('Orders whose money was given back.'),
  inReview: states('Orders that may be fraud.'),
});

const field = (what: string) =>
  z
    .string()
    .regex(
      /^(address|customer|order)\.\w+$/,
      'address., customer. or order. and the name of a field of the webservice',
    )
    .describe(what);

/** Where the shop keeps the Italian tax fields: in the invoice address, the customer or the order. PEC and SDI can be the same field. */
const CustomerFields = z.strictObject({
  taxCode: field('Codice fiscale.').default('address.dni'),
  vatNumber: field('Partita IVA.').default('address.vat_number'),
  pec: field('Certified mail (PEC); the same field as sdi where one holds either.').optional(),
  sdi: field('Codice destinatario SDI.').optional(),
});

/** A PrestaShop 1.7, 8 or 9 shop in the configuration. */
export const settings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .describe('Where the shop answers; its webservice is at /api below it: https://shop.example.'),
  key: z
    .string()
    .length(32, 'a webservice key has 32 characters')
    .describe('The webservice key; from the environment.'),
  output: z
    .enum(['xml', 'json'])
    .default('xml')
    .describe('What the shop is asked to answer in. JSON has defects in every version.'),
  timezone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'a time zone such as Europe/Rome')
    .optional()
    .describe("The shop's time zone; left out: its own PS_TIMEZONE."),
  shopId: z.int().positive().optional().describe('Which shop, where there are several (multistore): its id.'),
  employee: z
    .int()
    .positive()
    .optional()
    .describe(
      "The back office's employee under whose name messages are written; left out: PrestaShop shows them under the customer's.",
    ),
  timeout: z
    .int()
    .positive()
    .default(20_000)
    .describe('How long a call may take, to the end of its answer, in milliseconds.'),
  serverLimit: z
    .int()
    .positive()
    .default(300_000)
    .describe(
      'How long it can be at work on a change of state whose answer was lost, in milliseconds: with slow mail minutes, and a second change before its end books the money twice.',
    ),
  adminUrl: z
    .string()
    .includes('{id}', 'must contain {id}, where the order id goes')
    .optional()
    .describe("The order's page in the back office, with {id}."),
  states: States.prefault({}).describe('What orders are put into. Left out: they get messages only.'),
  fees,
  sendEmail: z
    .boolean()
    .default(false)
    .describe('Whether the shop mails the customer when a state is set, as the state says.'),
  statesRead: StatesRead.prefault({}).describe(
    "How the shop's own states are understood; one that is nowhere is unknown.",
  ),
  customerFields: CustomerFields.prefault({}).describe(
    'Where the shop keeps the Italian tax fields: address.dni, customer.siret and the like.',
  ),
});
/** The same, as it was read. */
export type Settings = z.infer<typeof settings>;
