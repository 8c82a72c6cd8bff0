import { own } from '../kit/records.ts';
import type { Axerve, Payment, ResponseUrls, Status } from './books.ts';

/** A payment's addresses; where it names none, those of its shop's profile. */
export function urlsOf({ books }: Axerve, payment: Payment): ResponseUrls {
  const given = Object.entries(payment.responseURLs).filter(([, url]) => url !== undefined);
  return { ...own(books.shops, payment.shopLogin)?.responseURLs, ...Object.fromEntries(given) };
}

/** An address with what Axerve adds to it, unsigned and without a time. [INF] Upper and lower case of the names. */
export function withAnswer(
  url: string,
  payment: Payment,
  status: Status,
  token = payment.paymentToken,
): string {
  const address = new URL(url);
  const { shopLogin, paymentID } = payment;
  const added = { a: shopLogin, Status: status, paymentID, paymentToken: token };
  for (const [name, value] of Object.entries(added)) address.searchParams.append(name, value);
  return address.href;
}

/** Where the buyer goes after the page. [INF] After XX that is buyerOK. */
export function returnAddress(axerve: Axerve, payment: Payment): string | undefined {
  const { buyerOK, buyerKO } = urlsOf(axerve, payment);
  const { result } = payment;
  if (result === 'UNSUBMITTED' || result === 'WAITING') return buyerKO;
  const url = result === 'KO' ? buyerKO : buyerOK;
  return url && withAnswer(url, payment, result);
}
