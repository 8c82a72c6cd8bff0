import { formatMoney } from '../domain/money.ts';
import type { OrderSeen } from './checkout-order.ts';
import { depositLabel, depositWords } from './deposits/words.ts';
import { type Language, type PageName, type Words, words } from './page-words.ts';
import { templatesIn } from './templates.ts';

const labels = {
  it: { order: 'Ordine', total: 'Totale', heldUntil: 'Prenotato fino al' },
  en: { order: 'Order', total: 'Total', heldUntil: 'Reserved until' },
};

/** What a customer's page shows; number and total only where it is known whose order it is. */
interface CustomerPage {
  page: PageName;
  language: Language;
  words: Words;
  labels: { order: string; total: string; heldUntil: string };
  number?: string;
  total?: string;
  heldUntil?: string;
  checkoutUrl?: string;
}

const customerPage = templatesIn(new URL('./templates/', import.meta.url))<CustomerPage>('customer');

/**
 * The page as HTML, in the customer's language; without a view where it is not known whose order it is. `until`: when what its payment
 * holds is let go of, where that was just heard.
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
    // What is over by our clock may be held all the same: then nothing is said of it.
    heldUntil: page === 'held' && until && Date.parse(until) > Date.now() ? dayOf(until, locale) : undefined,
    checkoutUrl: view?.checkoutUrl,
  });
}

/** Its day in Italy: "9 marzo 2026". */
const dayOf = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Rome' }).format(new Date(at));
