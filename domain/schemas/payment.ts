import { z } from 'zod';
import { Money } from './money.ts';

/** What the software knows of a payment's end; PENDING until there is one. */
export const Outcome = z.enum(['PENDING', 'POSITIVE', 'NEGATIVE', 'VERIFY']);
export type Outcome = z.infer<typeof Outcome>;

/** A page line: what the customer sees on the gateway's page. `unitAmount` is gross, in minor units. */
export const PageLine = z.object({
  name: z.string(),
  quantity: z.int().positive(),
  unitAmount: z.int().nonnegative(),
});
export type PageLine = z.infer<typeof PageLine>;

/** Everything a gateway needs for its page; fixed before the first attempt so that attempts are identical. */
export const PageRequest = z.object({
  /** At most 50 of [A-Za-z0-9-]; the gateway carries it as our reference. */
  paymentId: z.string().regex(/^[A-Za-z0-9-]{1,50}$/),
  total: Money,
  description: z.string(),
  /** Sum to `total`, or are empty: then the page shows one line with the description. */
  lines: z.array(PageLine),
  customerEmail: z.string().optional(),
  /** Language of the page, "it" or "en". */
  locale: z.string(),
  returnUrl: z.string(),
  backUrl: z.string(),
  /** Where notifications of this payment reach us, for gateways that are told with each payment. Absent in what was started before it was told. */
  notifyUrl: z.string().optional(),
  /** `later`: what the customer pays is held until it is taken. Absent: it is taken at once. */
  capture: z.enum(['now', 'later']).optional(),
  /** The payment methods to offer, in the gateway's own words. Absent: those that the gateway is set to. */
  paymentMethods: z.array(z.string()).optional(),
  /** UTC, ISO 8601. */
  expiresAt: z.string(),
});
export type PageRequest = z.infer<typeof PageRequest>;

/** The gateway's page once it is open. */
export const Page = z.object({ id: z.string(), url: z.string(), expiresAt: z.string() });
export type Page = z.infer<typeof Page>;

/** When money is taken that a customer paid with: at once, once the ERP says that the goods went out, or once a person says so. */
export const CaptureWhen = z.enum(['now', 'onShipment', 'byHand']);
export type CaptureWhen = z.infer<typeof CaptureWhen>;
/** What takes money that is held first. */
export type TakenLater = Exclude<CaptureWhen, 'now'>;

/** What the gateway can do of what only some can. Absent in what was started before it was told: all of it. */
export interface Abilities {
  /** Close a page before its time. */
  close: boolean;
  /** Give money back when we ask for it. */
  refund: boolean;
}
