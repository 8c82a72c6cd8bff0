import { z } from 'zod';
import { type Stripe, seconds } from './books.ts';
import { refusedSum } from './currencies.ts';
import { boolean, created, currency, email, expand, integer, metadata, paging, text, url } from './params.ts';

const LOCALES =
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW';

const MOST_UNITS = 999_999_999_999;

const lineItem = z.strictObject({
  quantity: integer(1, 999_999),
  price_data: z.strictObject({
    currency,
    unit_amount: integer(0, MOST_UNITS),
    tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
    product_data: z.strictObject({
      name: text(),
      description: text(40_000).optional(),
      images: z.array(url).max(8).optional(),
      metadata: metadata.optional(),
      tax_code: text().optional(),
      unit_label: text(12).optional(),
    }),
  }),
});

/** The body of POST /v1/checkout/sessions. It has no `payment_method_types`, which this version of the API has removed. */
export const sessionParams = (stripe: Stripe) =>
  z
    .strictObject({
      mode: z.enum(['payment']),
      ui_mode: z.enum(['hosted_page']).optional(),
      line_items: z.array(lineItem).min(1).max(100),
      client_reference_id: text(200).optional(),
      metadata: metadata.optional(),
      payment_intent_data: z
        .strictObject({
          metadata: metadata.optional(),
          description: text(1000).optional(),
          capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
        })
        .optional(),
      success_url: url,
      cancel_url: url.optional(),
      customer_email: email.optional(),
      locale: z.enum(LOCALES.split(' ')).optional(),
      expires_at: integer().optional(),
      allowed_payment_method_types: z.array(text(50)).max(50).optional(),
      excluded_payment_method_types: z.array(text(50)).max(50).optional(),
      adaptive_pricing: z.strictObject({ enabled: boolean.optional() }).optional(),
      integration_identifier: text(200).optional(),
      billing_address_collection: z.enum(['auto', 'required']).optional(),
      submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
      currency: currency.optional(),
      expand,
    })
    .superRefine((session, ctx) => {
      const wrong = (message: string, path: string[], code?: string) =>
        ctx.addIssue({ code: 'custom', message, path, params: { code } });
      const currencies = new Set(session.line_items.map((item) => item.price_data.currency));
      if (session.currency) currencies.add(session.currency);
      const [only = ''] = currencies;
      if (currencies.size > 1)
        wrong('All prices on a Checkout Session must be of the same currency.', ['line_items']);
      const byCard = session.allowed_payment_method_types?.includes('card') ?? true;
      const refused = refusedSum(totalOf(session.line_items), only, byCard);
      if (refused) wrong(refused.message, [], refused.code);
      const now = seconds(stripe);
      if (session.expires_at !== undefined && session.expires_at < now + 30 * 60)
        wrong('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', [
          'expires_at',
        ]);
      if (session.expires_at !== undefined && session.expires_at > now + 24 * 3600)
        wrong('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', [
          'expires_at',
        ]);
    });

/** The same, as it was read. */
export type SessionParams = z.output<ReturnType<typeof sessionParams>>;

/** The sum of line items, in minor units. */
export function totalOf(items: z.output<typeof lineItem>[]): number {
  return items.reduce((sum, item) => sum + item.quantity * item.price_data.unit_amount, 0);
}

/** The parameters of GET /v1/checkout/sessions. */
export const sessionListParams = z.strictObject({
  ...paging,
  created,
  payment_intent: text().optional(),
  status: z.enum(['complete', 'expired', 'open']).optional(),
  customer_details: z.strictObject({ email }).optional(),
});
