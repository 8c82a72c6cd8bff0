import { createHmac } from 'node:crypto';
import { decimalText } from '../../domain/money.ts';
import { Money } from '../../domain/schemas/money.ts';
import type { PageRequest } from '../../domain/schemas/payment.ts';
import { addressOf, type IwsmileSettings } from './settings.ts';

/** What is known of a page. IWSmile can't be asked for any, so the page's id has it. */
export interface KnownPage {
  key: string;
  expiresAt: number;
  total: Money;
}

const HOUR_MS = 3_600_000;

/**
 * Not confirmed: for how long a link can be paid; in old shops it never grew old. So a page counts as open for two hours at least: until then no other is shown.
 * Whoever pays by an old link all the same is heard.
 */
export const pageWindow = { minMs: 2 * HOUR_MS, usualMs: 24 * HOUR_MS, maxMs: 72 * HOUR_MS };

/**
 * The page's id: the key that it was opened under, its expiry in seconds since 1970, the sum, and a mark that only we can make. It is safe in addresses, and comes
 * back with the callback.
 */
export function pageIdOf({ expiresAt, total }: PageRequest, key: string, [newest = '']: string[]): string {
  const said = `${key}.${Math.floor(Date.parse(expiresAt) / 1000)}.${total.amount}.${total.currency}`;
  return `${said}.${markOf(said, newest)}`;
}

const markOf = (said: string, merchantKey: string): string =>
  createHmac('sha256', merchantKey).update(`incasso page ${said}`).digest('hex').slice(0, 16);

/** Whether the page was opened here, with one of these keys. It is no secret of ours: who was shown the page knows it. */
export function isMarked(pageId: string, merchantKeys: string[]): boolean {
  const [, said = '', mark] = /^(.+)\.([0-9a-f]{16})$/.exec(pageId) ?? [];
  return merchantKeys.some((key) => markOf(said, key) === mark);
}

/** Undefined for what is no page's id of ours. */
function readPageId(pageId: string | null | undefined): KnownPage | undefined {
  const [, key, seconds, amount, currency] =
    /^([A-Za-z0-9-]{1,80})\.(\d{9,11})\.(\d{1,15})\.([A-Z]{3})\.[0-9a-f]{16}$/.exec(pageId ?? '') ?? [];
  const total = Money.safeParse({ amount: Number(amount), currency });
  return key && total.success ? { key, expiresAt: Number(seconds) * 1000, total: total.data } : undefined;
}

/** The page, if it is one of this payment: keys begin with the payment's id. */
export function pageOf(paymentId: string, pageId: string | undefined): KnownPage | undefined {
  const page = readPageId(pageId);
  return page && (page.key === paymentId || page.key.startsWith(`${paymentId}-`)) ? page : undefined;
}

/** Whether its time is over, by our clock: IWSmile tells nothing of a page. */
export const isOver = ({ expiresAt }: KnownPage): boolean => expiresAt <= Date.now();

/** In which parameter of the return address the page is named; the callback's fields come beside it. */
const RETURN_PARAMETER = 'page';

/** Not confirmed: how the fields are added to an address that has a query. Whichever of the two names is left names the page. */
export function pageOfReturn(query: URLSearchParams): string | undefined {
  const named = [query.get(RETURN_PARAMETER), query.get('item_number')];
  return named.find((one) => readPageId(one) !== undefined) ?? undefined;
}

function withPage(returnUrl: string, pageId: string): string {
  const [address = '', ...fragment] = returnUrl.split('#');
  const joint = address.includes('?') ? '&' : '?';
  return [`${address}${joint}${RETURN_PARAMETER}=${pageId}`, ...fragment].join('#');
}

const LANGUAGES = new Set(['IT', 'EN', 'DE', 'FR', 'ES']);
const LONGEST_NAME = 100;

/**
 * The page's address, which is all there is of a page: nothing is called, nothing is signed, and the buyer can change each word of it. So it has nothing
 * of the customer's. AMOUNT is the price of one piece.
 */
export function linkOf(
  request: PageRequest,
  pageId: string,
  notifyUrl: string,
  settings: IwsmileSettings,
): string {
  const language = (request.locale.split(/[-_]/)[0] ?? '').toUpperCase();
  const fields = {
    ACCOUNT: settings.account,
    AMOUNT: decimalText(request.total),
    ITEM_NAME: [...request.description].slice(0, LONGEST_NAME).join(''),
    ITEM_NUMBER: pageId,
    QUANTITY: '1',
    CUSTOM: request.paymentId,
    LANG_COUNTRY: LANGUAGES.has(language) ? language : 'EN',
    FLAG_ONLY_IWS: settings.only === 'account' ? '1' : '0',
    FLAG_ONLY_CC: settings.only === 'card' ? '1' : '0',
    URL_OK: withPage(request.returnUrl, pageId),
    URL_BAD: request.backUrl,
    URL_CALLBACK: notifyUrl,
  };
  return `${addressOf(settings)}?${new URLSearchParams(fields)}`;
}
