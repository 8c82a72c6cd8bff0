import { createHmac } from 'node:crypto';
import { decimalText } from '../../domain/money.ts';
import type { PageRequest } from '../../domain/schemas/payment.ts';
import { isPageOf, type KnownPage, pageIdOf, readPageId, withParameter } from '../pages.ts';
import { addressOf, type IwsmileSettings } from './settings.ts';

const HOUR_MS = 3_600_000;

/**
 * Not confirmed: for how long a link can be paid; in old shops it never grew old. So a page counts as open for two hours at least: until then no other is shown.
 * Whoever pays by an old link all the same is heard.
 */
export const pageWindow = { minMs: 2 * HOUR_MS, usualMs: 24 * HOUR_MS, maxMs: 72 * HOUR_MS };

/**
 * The page's id, which is ours since IWSmile can't be asked for any page, and a mark that only we can make. It is safe in addresses, and
 * comes back with the callback.
 */
export function markedPageId(request: PageRequest, key: string, [newest = '']: string[]): string {
  const pageId = pageIdOf(request, key);
  return `${pageId}.${markOf(pageId, newest)}`;
}

const markOf = (pageId: string, merchantKey: string): string =>
  createHmac('sha256', merchantKey).update(`incasso page ${pageId}`).digest('hex').slice(0, 16);

/** A page's id and its mark; empty where it has none. */
function parted(marked: string): { pageId: string; mark?: string } {
  const [, pageId = '', mark] = /^(.+)\.([0-9a-f]{16})$/.exec(marked) ?? [];
  return { pageId, mark };
}

/** Whether the page was opened here, with one of these keys. It is no secret of ours: who was shown the page knows it. */
export function isMarked(marked: string, merchantKeys: string[]): boolean {
  const { pageId, mark } = parted(marked);
  return merchantKeys.some((key) => markOf(pageId, key) === mark);
}

/** The page, if it is one of this payment. */
export function pageOf(paymentId: string, marked: string | undefined): KnownPage | undefined {
  const page = readPageId(parted(marked ?? '').pageId);
  return page && isPageOf(page, paymentId) ? page : undefined;
}

/** The payment that a page's id names: its key is the payment's id and a number. */
export const paymentOfPage = (marked: string): string | undefined =>
  readPageId(parted(marked).pageId)?.key.replace(/-\d+$/, '');

/** In which parameter of the return address the page is named; the callback's fields come beside it. */
const RETURN_PARAMETER = 'page';

/** Not confirmed: how the fields are added to an address that has a query. Whichever of the two names is left names the page. */
export function pageOfReturn(query: URLSearchParams): string | undefined {
  const named = [query.get(RETURN_PARAMETER), query.get('item_number')];
  return named.find((marked) => readPageId(parted(marked ?? '').pageId) !== undefined) ?? undefined;
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
    URL_OK: withParameter(request.returnUrl, RETURN_PARAMETER, pageId),
    URL_BAD: request.backUrl,
    URL_CALLBACK: notifyUrl,
  };
  return `${addressOf(settings)}?${new URLSearchParams(fields)}`;
}
