import { formatMoney } from '../domain/money.ts';
import type { OrderSeen } from './checkout-order.ts';
import { depositLabel, depositWords } from './deposits/words.ts';
import { type Language, type PageName, type Words, words } from './page-words.ts';
import { templatesIn } from './templates.ts';

const labels = {
  it: { order: 'Ordine', total: 'Totale', held: 'Prenotato fino al', left_open: 'Si riapre dalle' },
  en: { order: 'Order', total: 'Total', held: 'Reserved until', left_open: 'Opens again from' },
};

/** What a customer's page shows; number and total only where it is known whose order it is. */
interface CustomerPage {
  page: PageName;
  language: Language;
  words: Words;
  labels: { order: string; total: string };
  number?: string;
  total?: string;
  /** Until when it is so. */
  until?: { label: string; at: string };
  checkoutUrl?: string;
}

const customerPage = templatesIn(new URL('./templates/', import.meta.url))<CustomerPage>('customer');

/**
 * The page as HTML, in the customer's language; without a view where it is not known whose order it is. `until`: when what its payment
 * holds is let go of, or its page is over, where that was just heard.
 */
export function renderPage(
  page: PageName,
  language: Language,
  view?: OrderSeen['view'],
  until = view?.heldUntil,
): string {
  const locale = language === 'it' ? 'it-IT' : 'en-GB';
  const said = { ...words[language], ...(view?.deposit && depositWords[language]) };
  const named = { ...labels[language], ...(view?.deposit && { order: depositLabel[language] }) };
  return customerPage({
    page,
    language,
    words: said[page],
    labels: named,
    number: view?.number,
    total: view && formatMoney(view.total, locale),
    until: untilOf(page, until, language, locale),
    checkoutUrl: view?.checkoutUrl,
  });
}

/** What is over by our clock may be held all the same, or open: then nothing is said of it. */
function untilOf(
  page: PageName,
  until: string | undefined,
  language: Language,
  locale: string,
): CustomerPage['until'] {
  if ((page !== 'held' && page !== 'left_open') || !until || Date.parse(until) <= Date.now())
    return undefined;
  const at = page === 'held' ? dayOf(until, locale) : hourOf(until, locale);
  return { label: labels[language][page], at };
}

// The gateway is asked a moment after the page's time, and has to answer.
const ASKED_WITHIN_MS = 60_000;

/** The hour in Italy at which it is over for sure: "16:41". */
const hourOf = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'Europe/Rome' }).format(
    new Date(Date.parse(at) + ASKED_WITHIN_MS),
  );

/** Its day in Italy: "9 marzo 2026". */
const dayOf = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Rome' }).format(new Date(at));
