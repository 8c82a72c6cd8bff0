import type { ResponseUrls, Shop, Wire } from './books.ts';
import { readAmount, readCurrency } from './currencies.ts';
import { AxerveError } from './errors.ts';
import { EMAIL, plainText, readObject, refuseForbidden, text, texts, webAddress } from './params.ts';

/** Codes of `_payment_type_codes.md`. */
export const PAYMENT_TYPES =
  `S2PALI APPLEPAY BANCOMATPAY BANCONTACT S2PCRU COMPASS CONSEL CREDITCARD S2PEPS S2PGIR HYPE
  S2PIDE IDEAL KLARNA S2PKON S2PMER S2PMUL MYBANK ONECARD PAYPAL S2PPSC SATISPAY S2PSOF SOFORT TRUSTPAY S2PUNI S2PWMO
  S2PYAN`.split(/\s+/);
const LANGUAGES = ['1', '2', '3', '4', '5'];
const FIELDS =
  `shopLogin amount currency shopTransactionID buyerName buyerEmail languageId customInfo paymentChannel
  requestToken clientIP itemType recurrent paymentType shippingDetails payPalDescription ppSellerProtection orderDetails
  transDetails responseURLs`.split(/\s+/);
/** How other pages of the documents spell two of these fields; their content is not read. */
const OPEN_FIELDS = ['OrderDetails', 'ShippingDetails'];

/** payment/create's body as it was read; `amount` in minor units. */
export interface CreateParams {
  amount: number;
  currency: string;
  shopTransactionID: string;
  buyer: { name: string; email: string };
  languageId: string;
  customInfo: Record<string, string>;
  offered: string[];
  responseURLs: ResponseUrls;
}

/** POST payment/create's body, in the order in which this sandbox refuses. [INF] Which code goes with which mistake. */
export function readCreate(shop: Shop, input: unknown): CreateParams {
  const body = readObject(input, [...FIELDS, ...OPEN_FIELDS]);
  const currency = readCurrency(text(body, 'currency', 3, '1111'));
  const amount = readAmount(text(body, 'amount', 20), currency);
  const shopTransactionID = text(body, 'shopTransactionID', 50, '1116');
  if (shopTransactionID === undefined) throw new AxerveError('1115');
  refuseForbidden(shopTransactionID);
  const email = text(body, 'buyerEmail', 50) ?? '';
  if (email !== '' && !EMAIL.test(email)) throw new AxerveError('1127');
  if (email !== '') refuseForbidden(email);
  const name = plainText(body, 'buyerName', 50, true) ?? '';
  const languageId = text(body, 'languageId', 2, '1117') ?? '1';
  if (!LANGUAGES.includes(languageId)) throw new AxerveError('1117');
  checkRest(body);
  return {
    amount,
    currency,
    shopTransactionID,
    buyer: { name, email },
    languageId,
    customInfo: readCustomInfo(shop, body.customInfo),
    offered: texts(body, 'paymentType', '1403', shop.paymentTypes) ?? shop.paymentTypes,
    responseURLs: readResponseUrls(body.responseURLs),
  };
}

function checkRest(body: Wire): void {
  if (body.paymentChannel !== undefined)
    texts(readObject(body.paymentChannel, ['channelType']), 'channelType', '1442', [
      'EMAIL',
      'QRCODE',
      'LINK',
    ]);
  text(body, 'requestToken', 25);
  for (const name of ['clientIP', 'itemType', 'recurrent', 'payPalDescription', 'ppSellerProtection'])
    text(body, name, 300);
  for (const name of ['orderDetails', 'transDetails', 'shippingDetails', ...OPEN_FIELDS])
    if (body[name] !== undefined && (typeof body[name] !== 'object' || body[name] === null))
      throw new AxerveError('1173');
}

/** Each key has to be set up in the back office; 300 characters each, 1000 in all. */
function readCustomInfo(shop: Shop, input: unknown): Record<string, string> {
  if (input === undefined) return {};
  const entries = Object.keys(readObject(input, shop.customFields)).map(
    (key) => [key, plainText(input as Wire, key, 300) ?? ''] as const,
  );
  const whole = entries.map(([key, value]) => `${key}=${value}`).join('*P1*');
  if (whole.length > 1000) throw new AxerveError('1128');
  return Object.fromEntries(entries);
}

function readResponseUrls(input: unknown): ResponseUrls {
  if (input === undefined) return {};
  const from = readObject(input, ['buyerOK', 'buyerKO', 'serverNotificationURL']);
  return {
    buyerOK: webAddress(from, 'buyerOK'),
    buyerKO: webAddress(from, 'buyerKO'),
    serverNotificationURL: webAddress(from, 'serverNotificationURL'),
  };
}
