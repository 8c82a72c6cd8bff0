import { Failure } from '../../domain/failure.ts';
import type { PageRequest } from '../../domain/schemas/payment.ts';
import type { PageWindow } from '../kind.ts';
import { amountText } from './amounts.ts';
import { markText, type Ours } from './marks.ts';
import type { AxerveSettings } from './settings.ts';
import { PaymentID } from './wire.ts';

const HOUR_MS = 3_600_000;

/**
 * Not confirmed: for how long a page can be paid. Axerve says nowhere that it ends, and closes none. So it is open for long by our clock, and the
 * customer is shown the same page all that time; a refused one ends it at once.
 */
export const pageWindow: PageWindow = { minMs: 2 * HOUR_MS, usualMs: 23 * HOUR_MS, maxMs: 24 * HOUR_MS };

/**
 * hype-app/gestpay-api, Encrypt: what must not occur in parameters. Not confirmed: that REST refuses the same as SOAP. `*P1*`, `/*` and `//` have such a
 * character already.
 */
const isForbidden = (text: string): boolean => /[&\s§()*<>,;:/[\]?=%~°]|--/.test(text);

/** hype-app/gestpay-api, "Language codes". */
const LANGUAGES: Record<string, string> = { it: '1', en: '2', es: '3', fr: '4', de: '5' };
const LONGEST = 50;
// Not confirmed: which addresses are refused (1127). One that may be must not keep the customer from paying.
const EMAIL = /^[A-Za-z0-9.!#$'+_{|}-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** The body that opens the page. It follows from the request alone. Throws GATEWAY_REFUSED for a reference that Axerve would not take. */
export function pageBody(
  request: PageRequest,
  given: Pick<AxerveSettings, 'paymentMethods'>,
  { installation, installationField }: Ours,
): object {
  const { paymentId, total, customerEmail, returnUrl, notifyUrl } = request;
  const { paymentMethods = given.paymentMethods } = request;
  if (isForbidden(paymentId))
    throw new Failure(
      'GATEWAY_REFUSED',
      'refused',
      `${paymentId} has two dashes together: Axerve takes no such reference`,
    );
  return {
    amount: amountText(total),
    currency: total.currency,
    shopTransactionID: paymentId,
    languageId: LANGUAGES[request.locale.split(/[-_]/)[0] ?? ''] ?? LANGUAGES.en,
    // The page works without it: an address that can't be sent is left out.
    ...(customerEmail !== undefined &&
      customerEmail.length <= LONGEST &&
      EMAIL.test(customerEmail) &&
      !isForbidden(customerEmail) && { buyerEmail: customerEmail }),
    ...(installationField !== false && {
      customInfo: { [installationField]: markText(total, installation) },
    }),
    ...(paymentMethods && { paymentType: paymentMethods }),
    // Whoever was refused comes back to the same address: we ask what became of it, and don't go by what the browser says.
    responseURLs: {
      buyerOK: returnUrl,
      buyerKO: returnUrl,
      ...(notifyUrl !== undefined && { serverNotificationURL: notifyUrl }),
    },
  };
}

/** A parameter of a query whose names count in any case. Not confirmed: which case they have. */
export const parameter = (query: URLSearchParams, name: string): string | undefined =>
  [...query].find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];

/** Axerve adds the payment's id to the address, whatever became of it. */
export const pageOfReturn = (query: URLSearchParams): string | undefined =>
  PaymentID.safeParse(parameter(query, 'paymentID')).data;
