import { z } from 'zod';
import { moneyParams, text, url } from './params.ts';

const locale = z.string().regex(/^[a-z]{2}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/);
const user_action = z.enum(['CONTINUE', 'PAY_NOW']);
const shipping_preference = z.enum(['GET_FROM_FILE', 'NO_SHIPPING', 'SET_PROVIDED_ADDRESS']);

const experience = z.object({
  brand_name: text(127).optional(),
  locale: locale.optional(),
  landing_page: z.enum(['LOGIN', 'GUEST_CHECKOUT', 'NO_PREFERENCE', 'BILLING']).optional(),
  shipping_preference: shipping_preference.optional(),
  user_action: user_action.optional(),
  payment_method_preference: z.enum(['UNRESTRICTED', 'IMMEDIATE_PAYMENT_REQUIRED']).optional(),
  return_url: url.optional(),
  cancel_url: url.optional(),
});

const item = z.object({
  name: text(127),
  quantity: z
    .string()
    .max(10)
    .regex(/^[1-9][0-9]{0,9}$/),
  unit_amount: moneyParams,
  tax: moneyParams.optional(),
  description: text(127, 0).optional(),
  sku: text(127, 0).optional(),
  category: z.enum(['DIGITAL_GOODS', 'PHYSICAL_GOODS', 'DONATION']).optional(),
});

const unit = z.object({
  reference_id: text(256).optional(),
  description: text(127).optional(),
  custom_id: text(127).optional(),
  invoice_id: text(127).optional(),
  soft_descriptor: text(22).optional(),
  amount: moneyParams.extend({
    breakdown: z
      .object({
        item_total: moneyParams,
        shipping: moneyParams,
        handling: moneyParams,
        tax_total: moneyParams,
        insurance: moneyParams,
        shipping_discount: moneyParams,
        discount: moneyParams,
      })
      .partial()
      .optional(),
  }),
  items: z.array(item).optional(),
});

/** The body of POST /v2/checkout/orders, as far as this sandbox has it: the wallet, and the older way without a payment_source. */
export const orderParams = z.object({
  intent: z.enum(['CAPTURE', 'AUTHORIZE']),
  purchase_units: z.array(unit).min(1).max(10),
  payment_source: z
    .strictObject({
      paypal: z.object({
        email_address: z.email().max(254).optional(),
        experience_context: experience.optional(),
      }),
    })
    .optional(),
  application_context: experience.omit({ payment_method_preference: true }).optional(),
});
/** The same, as it was read. */
export type OrderParams = z.output<typeof orderParams>;

/** The body of capture and authorize: empty, since the buyer has chosen on the page. */
export const emptyParams = z.object({});
