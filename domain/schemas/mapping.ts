import { z } from 'zod';
import { CaptureWhen } from './payment.ts';

const shop = z.string().optional().describe('Only for this shop; left out: for every shop.');

/** One line of the mapping: a shop's payment method to the ERP's payment and how the money comes. */
export const PaymentMapping = z.strictObject({
  shop,
  method: z.string().min(1).describe("The shop's payment code (checkmo), or its exact title."),
  erpPayment: z
    .union([z.string().min(1), z.int()])
    .transform(String)
    .describe("The id of the payment in the ERP's payment table."),
  collect: z
    .string()
    .min(1)
    .describe(
      'A gateway of this file that takes the money; "offline" (bank transfer, cash on delivery); or "prepaid" (taken in the shop by its own gateway).',
    ),
  capture: CaptureWhen.optional().describe(
    'When the money is taken, where this method differs from what its gateway is set to: "now", "onShipment" (held until the ERP says shipped) or "byHand" (held until an operator takes it). Of "prepaid", whose gateway is the shop\'s: with "onShipment" the document is written while the money is only authorised there; else a person lets the order through.',
  ),
  paymentMethods: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      "The payment methods that the gateway's page offers for this method of the shop, in place of those that the gateway is set to, and in the same words: [card], [MYBANK].",
    ),
});
export type PaymentMapping = z.infer<typeof PaymentMapping>;

/** One line of the mapping: who ships, as the shop and as the ERP call it. */
export const CarrierMapping = z.strictObject({
  shop,
  carrier: z.string().min(1).describe("The shop's carrier code (ups, tablerate), or its exact title."),
  erpCarrier: z.string().min(1).describe("The carrier's code in the ERP; in Mexal its account (602.00001)."),
});
export type CarrierMapping = z.infer<typeof CarrierMapping>;
