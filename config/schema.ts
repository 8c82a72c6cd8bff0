import { z } from 'zod';
import { AlertSettings } from '../alerts/settings.ts';
import { Duration, Port } from '../domain/schemas/fields.ts';
import { CarrierMapping, PaymentMapping } from '../domain/schemas/mapping.ts';
import { CaptureWhen } from '../domain/schemas/payment.ts';
import { erpKinds } from '../erps/index.ts';
import { gatewayKinds } from '../gateways/index.ts';
import { shopKinds } from '../shops/index.ts';
import { Deposits } from './deposits.ts';
import { ShopImport } from './import.ts';
import { ofKind } from './kinds.ts';
import { Operator } from './operators.ts';

const Name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,29}$/, 'a name of small letters, digits and "-"');
const duration = (fallback: string, what: string) => Duration.prefault(fallback).describe(what);

const Api = z
  .strictObject({
    publicUrl: z.url({ protocol: /^https?$/ }).describe('Where customers and gateways reach the API.'),
    host: z.string().default('127.0.0.1').describe('The address it listens at.'),
    port: Port.prefault(8080).describe('The port it listens at.'),
    checkoutSecret: z
      .string()
      .min(32, 'at least 32 characters, such as "openssl rand -base64 32" prints')
      .describe(
        'Signs checkout links, our texts in shops and our signals to workflows; from the environment. Changing it makes all links sent so far useless, and what was written in shops so far unknown.',
      ),
    checkoutsPerMinute: z
      .int()
      .positive()
      .default(60)
      .describe('How often one address may open checkout pages.'),
    trustedProxies: z
      .array(z.string().min(1))
      .default(['loopback'])
      .describe(
        'Proxies whose X-Forwarded-For is believed: addresses, networks, or loopback, linklocal, uniquelocal. Without it all customers behind a proxy count as one address.',
      ),
  })
  .describe('The HTTP side.');

const timeout = (fallback: string) =>
  duration(fallback, 'How long a call may take, to the end of its answer.');

// What every shop, gateway and ERP has, whatever its kind.
const shopCommon = {
  timeout: timeout('20s'),
  serverLimit: duration(
    '5m',
    'How long the shop can be at work on a change of money or state whose answer was lost.',
  ),
  announceSecret: z
    .string()
    .min(16, 'at least 16 characters')
    .describe('With which the shop announces orders; from the environment.'),
  import: ShopImport,
  erp: Name.optional().describe('The ERP its documents go to; can be left out where there is one.'),
  locale: z.enum(['it', 'en']).default('it').describe('Language of what its customers are sent.'),
};
const gatewayCommon = {
  timeout: timeout('20s'),
  page: Duration.optional().describe(
    'How long its page can be paid. Left out: windows.page, or where that is left out too, what is usual for its kind.',
  ),
  capture: CaptureWhen.default('now').describe(
    'When it takes the money of an order: "now"; "onShipment", which holds it until the ERP says that the goods went out; or "byHand", which holds it until an operator takes it. A line of the mapping can say otherwise. Only of a kind that holds money; deposits are taken at once.',
  ),
};
const erpCommon = {
  timeout: timeout('60s'),
  atOnce: z
    .int()
    .min(2)
    .max(50)
    .default(2)
    .describe(
      'How many calls it takes at once, one of which only reads. At most 2 for Mexal, which locks a user after three refused logins.',
    ),
  attentionAfter: duration('1h', 'After how long people are told that it takes nothing.'),
  refresh: duration('10m', 'How often its payment table and what became of documents are read.'),
  serverLimit: duration('5m', 'How long the ERP can be at work on a call whose answer was lost.'),
};

const Windows = z
  .strictObject({
    page: Duration.optional().describe(
      "How long a gateway's page can be paid, for those that say nothing of their own. Left out: what is usual for each kind.",
    ),
    order: duration('72h', 'How long an order can be paid, from its import on.'),
    returnWait: duration('10s', "How long a customer who comes back waits for the gateway's answer."),
    verify: z
      .array(Duration)
      .min(1)
      .prefault(['5s', '1m', '5m', '1h', '24h'])
      .describe('When the gateway is asked while an outcome is to be verified; the last repeats.'),
    catchUp: duration('10m', 'How often notifications that never arrived are looked for at the gateway.'),
    delayedDays: z
      .int()
      .positive()
      .default(21)
      .describe('After how many days a delayed payment is looked at.'),
    keepOpenDays: z
      .number()
      .positive()
      .default(60)
      .describe('How many days an order that is done still hears of refunds and changes.'),
  })
  .prefault({})
  .describe('Time windows.');

/** One gateway's entry. */
export const GatewayEntry = ofKind(gatewayKinds, gatewayCommon);

/** incasso.yaml, once `${...}` is filled in. Durations in milliseconds. */
export const Config = z.strictObject({
  installation: z
    .string()
    .regex(/^[\w.:/-]{1,100}$/, 'letters, digits, ".", ":", "/", "_" and "-", at most 100')
    .optional()
    .describe(
      "This installation's name, which gateways carry beside each payment, so that others on the same account (a trial beside the real one, another shop's) leave it alone. Left out: host and path of api.publicUrl. Keep it when that address changes.",
    ),
  api: Api,
  shops: z.record(Name, ofKind(shopKinds, shopCommon)).describe('The shops that orders come from, by name.'),
  gateways: z
    .record(Name, GatewayEntry)
    .default({})
    .describe('The accounts that take the money, by name; a shop can have one of its own.'),
  erp: z.record(Name, ofKind(erpKinds, erpCommon)).describe('The systems that keep the books, by name.'),
  mapping: z
    .strictObject({
      payments: z
        .array(PaymentMapping)
        .default([])
        .describe("The shops' payment methods and the ERP's payments."),
      carriers: z.array(CarrierMapping).default([]).describe("The shops' carriers and the ERP's."),
    })
    .prefault({})
    .describe('What is called what.'),
  windows: Windows,
  operators: z
    .array(Operator)
    .default([])
    .describe(
      'Who signs in to the pages under /operators, where payments are decided, refunded and retried.',
    ),
  temporal: z
    .strictObject({
      taskQueue: z.string().min(1).default('incasso').describe('Where worker and API meet.'),
      uiUrl: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe("The Temporal UI's address in operators' browsers, for links to it."),
      callStacks: z
        .boolean()
        .default(false)
        .describe(
          'Whether workers note what the tab "Call Stack" of the Temporal UI shows: for whoever looks for a fault in a workflow. It costs a quarter of their time.',
        ),
    })
    .prefault({})
    .describe('How Temporal is used; where it is, TEMPORAL_ADDRESS or a profile says.'),
  privacy: z
    .strictObject({
      customerInList: z
        .boolean()
        .default(true)
        .describe("Whether the operators' list shows customers by name; initials otherwise."),
    })
    .prefault({})
    .describe('What operators see of customers.'),
  deposits: Deposits,
  alerts: AlertSettings.prefault({}).describe(
    'How people hear of attentions; left out: they look themselves.',
  ),
});
export type Config = z.infer<typeof Config>;
