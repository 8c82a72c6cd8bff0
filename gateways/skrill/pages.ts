import { z } from 'zod';
import { decimalText } from '../../domain/money.ts';
import type { PageRequest } from '../../domain/schemas/payment.ts';
import { isPageOf, type KnownPage, readPageId, withParameter } from '../pages.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The page, if it is one of this payment. Skrill knows none that nobody paid, and its session id comes back with nothing: so the page's id is ours. */
export function pageOf(paymentId: string, pageId: string | undefined): KnownPage | undefined {
  const page = readPageId(pageId);
  return page && isPageOf(page, paymentId) ? page : undefined;
}

/** The customer has to come to the page within this time of its preparation. */
const TO_COME_MS = 15 * MINUTE_MS;

/** For how long customers are sent to the page: they need a moment to get there. */
export const linkMs = TO_COME_MS - MINUTE_MS;

/**
 * Not confirmed: for how long a customer who came in time can go on paying. Nobody says it; an hour and a half is taken for more than any
 * such page lives, so that a second page is shown to nobody while the first might still be paid.
 */
const payableMs = (): number => 90 * MINUTE_MS;

const DEAD_MS = TO_COME_MS + payableMs() + 15 * MINUTE_MS;

/** Until the page is dead for sure, with a quarter of an hour for opening it again under its key. The address is good for 15 minutes only. */
export const pageWindow = { minMs: DEAD_MS, usualMs: DEAD_MS, maxMs: DAY_MS };

/** A moment before which nothing can have been paid on the page. */
export const openedAfter = ({ expiresAt }: KnownPage): Date =>
  new Date(expiresAt - pageWindow.maxMs - DAY_MS);

/** In which parameter of the return address the page is named: Skrill itself adds nothing, or nothing that names the page. */
const RETURN_PARAMETER = 'page';

export function pageOfReturn(query: URLSearchParams): string | undefined {
  const pageId = query.get(RETURN_PARAMETER) ?? undefined;
  return readPageId(pageId) && pageId;
}

const LANGUAGES = new Set('BG CS DA DE EL EN ES FI FR IT JA NL PL RO RU SV TR ZH'.split(' '));
// Quick Checkout Integration Guide, "Parameters": no field of ours that comes back may be longer.
const LONGEST = 240;
const WORDS = {
  it: { reason: 'Causale:', back: 'Torna al negozio' },
  en: { reason: 'For:', back: 'Back to the shop' },
};

/**
 * The form that prepares the page. It follows from the request alone. The customer's e-mail address is left out: Skrill would hide its
 * field, and a wallet under another address couldn't pay.
 */
export function pageForm(
  request: PageRequest,
  pageId: string,
  account: { email: string; paymentMethods?: string[] },
  installation: string,
): Record<string, string> {
  const language = (request.locale.split(/[-_]/)[0] ?? '').toUpperCase();
  const words = WORDS[language === 'IT' ? 'it' : 'en'];
  const { notifyUrl, paymentMethods = account.paymentMethods } = request;
  const ours = {
    incasso_page: pageId,
    incasso_installation: installationMark(installation),
    // It comes back when we ask for the payment: a refund is told there too.
    ...(notifyUrl !== undefined && notifyUrl.length <= LONGEST && { incasso_notify: notifyUrl }),
  };
  return {
    pay_to_email: account.email,
    prepare_only: '1',
    transaction_id: request.paymentId,
    amount: decimalText(request.total),
    currency: request.total.currency,
    language: LANGUAGES.has(language) ? language : 'EN',
    return_url: withParameter(request.returnUrl, RETURN_PARAMETER, pageId),
    return_url_text: words.back,
    cancel_url: request.backUrl,
    ...(notifyUrl !== undefined && { status_url: notifyUrl }),
    detail1_description: words.reason,
    detail1_text: [...request.description].slice(0, LONGEST).join(''),
    ...(paymentMethods && { payment_methods: paymentMethods.join(',') }),
    merchant_fields: Object.keys(ours).join(','),
    ...ours,
  };
}

/** The installation's name as a field of a report has it. */
export const installationMark = (installation: string): string => installation.slice(0, LONGEST);

export const WebAddress = z.url({ protocol: /^https?$/ }).max(LONGEST);
