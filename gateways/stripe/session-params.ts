import type Stripe from 'stripe';
import type { PageRequest } from '../../domain/schemas/payment.ts';
import { withParameter } from '../pages.ts';
import { stripeLines, stripeText } from './lines.ts';
import { markedAs } from './marks.ts';

const LOCALES = new Set(
  'bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  ),
);

/** The parameters of the page. They follow from the request alone, so that every attempt under one key is the same. */
export function sessionParams(
  request: PageRequest,
  installation: string,
  paymentMethods: string[] | undefined,
): Stripe.Checkout.SessionCreateParams {
  const later = request.capture === 'later';
  const metadata = markedAs(request, installation);
  const email = request.customerEmail?.trim();
  const offered = request.paymentMethods ?? paymentMethods;
  return {
    mode: 'payment',
    line_items: stripeLines(request),
    client_reference_id: request.paymentId,
    metadata,
    payment_intent_data: {
      metadata,
      description: stripeText(request.description, 500),
      // Methods that can't hold, such as bank debits, are not offered then.
      ...(later && { capture_method: 'manual' }),
    },
    // Stripe puts the page's id in the place of this mark.
    success_url: withParameter(request.returnUrl, RETURN_PARAMETER, '{CHECKOUT_SESSION_ID}'),
    cancel_url: request.backUrl,
    // An address that Stripe would refuse only costs its convenience, never the page.
    customer_email: email && /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+$/.test(email) ? email : undefined,
    locale: stripeLocale(request.locale),
    expires_at: Math.floor(Date.parse(request.expiresAt) / 1000),
    ...(offered && { allowed_payment_method_types: offered }),
  };
}

/** In which parameter of the return address Stripe names the page. */
export const RETURN_PARAMETER = 'session';

function stripeLocale(locale: string): Stripe.Checkout.SessionCreateParams.Locale {
  const tag = locale.replace('_', '-');
  const [language = ''] = tag.split('-');
  return LOCALES.has(tag) ? tag : LOCALES.has(language) ? language : 'auto';
}
