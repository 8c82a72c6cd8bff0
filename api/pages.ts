import { formatMoney } from '../domain/money.ts';
import type { OrderSeen } from './checkout-order.ts';
import { depositLabel, depositWords } from './deposits/words.ts';
import { type Language, type PageName, type Words, words } from './page-words.ts';
import { templatesIn } from './templates.ts';

const labels = { it: { order: 'Ordine', total: 'Totale' }, en: { order: 'Order', total: 'Total' } };

/** What a customer's page shows; number and total only where it is known whose order it is. */
interface CustomerPage {
  page: PageName;
  language: Language;
  words: Words;
  labels: { order: string; total: string };
  number?: string;
  total?: string;
  checkoutUrl?: string;
}

const customerPage = templatesIn(new URL('./templates/', import.meta.url))<CustomerPage>('customer');

/** The page as HTML, in the customer's language; without a view where it is not known whose order it is. */
export function renderPage(page: PageName, language: Language, view?: OrderSeen['view']): string {
  const said = { ...words[language], ...(view?.deposit && depositWords[language]) };
  const named = { ...labels[language], ...(view?.deposit && { order: depositLabel[language] }) };
  return customerPage({
    page,
    language,
    words: said[page],
    labels: named,
    number: view?.number,
    total: view && formatMoney(view.total, language === 'it' ? 'it-IT' : 'en-GB'),
    checkoutUrl: view?.checkoutUrl,
  });
}
