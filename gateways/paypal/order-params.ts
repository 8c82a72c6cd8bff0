import { Failure } from '../../domain/failure.ts';
import type { PageLine, PageRequest } from '../../domain/schemas/payment.ts';
import { paypalAmount } from './amounts.ts';
import { customId, withUntil } from './marks.ts';
import type { PayPalSettings } from './settings.ts';
import type { Amount } from './wire.ts';

const LONGEST_TEXT = 127;
// PayPal names no limit; a longer list helps nobody.
const MOST_LINES = 100;
const MOST_OF_A_LINE = 9_999_999_999;

/** When a page is over, in seconds. */
export const untilOf = ({ expiresAt }: Pick<PageRequest, 'expiresAt'>): number =>
  Math.floor(Date.parse(expiresAt) / 1000);

/**
 * The body of POST /v2/checkout/orders. It follows from request and settings alone, so that every attempt under one key is the
 * same. Throws GATEWAY_AMOUNT_REFUSED where the total can't be said in PayPal's units.
 */
export function orderParams(
  request: PageRequest,
  installation: string,
  { brandName, immediatePayment }: Pick<PayPalSettings, 'brandName' | 'immediatePayment'>,
): object {
  const { paymentId, total, description, customerEmail, locale, returnUrl, backUrl } = request;
  const amount = paypalAmount(total);
  if (!amount)
    throw new Failure(
      'GATEWAY_AMOUNT_REFUSED',
      'refused',
      `payment ${paymentId}: PayPal can't be asked for ${total.amount} minor units of ${total.currency}`,
    );
  const until = untilOf(request);
  const email = customerEmail?.trim();
  return {
    intent: request.capture === 'later' ? 'AUTHORIZE' : 'CAPTURE',
    purchase_units: [
      {
        reference_id: 'default',
        custom_id: customId({ paymentId, until, installation }),
        // The customer sees it. Most accounts take only one payment for one: never two for a payment of ours.
        invoice_id: paymentId,
        description: textOf(description) ?? paymentId,
        amount: { ...amount, breakdown: { item_total: amount } },
        items: itemsOf(request, amount),
      },
    ],
    payment_source: {
      paypal: {
        // An address that PayPal would refuse only costs its convenience, never the page.
        ...(email && isEmail(email) && { email_address: email }),
        experience_context: {
          ...(brandName !== undefined && { brand_name: brandName }),
          ...localeOf(locale),
          shipping_preference: 'NO_SHIPPING',
          user_action: 'PAY_NOW',
          payment_method_preference: immediatePayment ? 'IMMEDIATE_PAYMENT_REQUIRED' : 'UNRESTRICTED',
          return_url: URL.canParse(returnUrl) ? withUntil(returnUrl, until) : returnUrl,
          cancel_url: backUrl,
        },
      },
    },
  };
}

const LONGEST_EMAIL = 254;
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** As the specification of orders has it: no dot at an end or beside another, no hyphen at the end of a part of the domain. */
function isEmail(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@');
  if (more.length > 0 || text.length > LONGEST_EMAIL || local.length > 64) return false;
  return LOCAL.test(local) && DOMAIN.test(domain) && !/(^|\.)-|-(\.|$)/.test(domain);
}

/** The request's lines where they make up the total exactly and PayPal takes them; else one with the description. */
function itemsOf({ lines, total, description, paymentId }: PageRequest, amount: Amount) {
  const item = (name: string, quantity: number, unit_amount: Amount) => ({
    name: textOf(name) ?? paymentId,
    quantity: String(quantity),
    unit_amount,
  });
  const { currency } = total;
  const priced = lines.flatMap((line) => {
    const unit = isUsable(line) && paypalAmount({ amount: line.unitAmount, currency });
    return unit ? [item(line.name, line.quantity, unit)] : [];
  });
  const sum = lines.reduce((so, { quantity, unitAmount }) => so + quantity * unitAmount, 0);
  const usable = lines.length > 0 && lines.length <= MOST_LINES && priced.length === lines.length;
  return usable && sum === total.amount ? priced : [item(description, 1, amount)];
}

const isUsable = ({ quantity }: PageLine) =>
  Number.isSafeInteger(quantity) && quantity > 0 && quantity <= MOST_OF_A_LINE;

/** Text as PayPal takes it: not empty, not too long, no half characters; undefined where nothing is left. */
function textOf(text: string): string | undefined {
  const whole = text.replace(/\p{Surrogate}/gu, '').trim();
  let kept = '';
  for (const character of whole) {
    // Whether PayPal counts characters or UTF-16 units, nobody says: these are the fewer.
    if (kept.length + character.length > LONGEST_TEXT) break;
    kept += character;
  }
  return kept.trim() || undefined;
}

const COUNTRIES: Record<string, string> = { it: 'it-IT', en: 'en-GB', de: 'de-DE', fr: 'fr-FR', es: 'es-ES' };

/** PayPal wants a country with the language; without either it goes by the browser. */
function localeOf(locale: string): { locale?: string } {
  const tag = locale.replace('_', '-');
  if (/^[a-z]{2}-[A-Z]{2}$/.test(tag)) return { locale: tag };
  const known = COUNTRIES[tag.split('-')[0] ?? ''];
  return known === undefined ? {} : { locale: known };
}
