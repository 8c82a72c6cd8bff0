import { Eta } from 'eta';
import { formatMoney } from '../domain/money.ts';
import type { OrderSeen } from './checkout-order.ts';
import { depositLabel, depositWords } from './deposits/words.ts';
import { type Language, type PageName, words } from './page-words.ts';

const labels = { it: { order: 'Ordine', total: 'Totale' }, en: { order: 'Order', total: 'Total' } };

const template = `<!doctype html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title><%= it.words.title %></title>
<style>
  :root { color-scheme: light dark; }
  body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 0; display: grid; min-height: 100vh; place-items: center; background: Canvas; color: CanvasText; }
  main { max-width: 30rem; padding: 2rem; }
  h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .75rem; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 1.5rem 0; }
  dt { opacity: .7; } dd { margin: 0; font-variant-numeric: tabular-nums; }
  a.button { display: inline-block; padding: .7rem 1.4rem; border-radius: .5rem; background: #1f5fd6; color: #fff; text-decoration: none; font-weight: 600; }
  a.button:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
</style>
</head>
<body data-page="<%= it.page %>">
<main>
  <h1><%= it.words.title %></h1>
  <p><%= it.words.text %></p>
  <% if (it.number) { %><dl>
    <dt><%= it.labels.order %></dt><dd><%= it.number %></dd>
    <dt><%= it.labels.total %></dt><dd><%= it.total %></dd>
  </dl><% } %>
  <% if (it.words.button && it.checkoutUrl) { %><p><a class="button" href="<%= it.checkoutUrl %>"><%= it.words.button %></a></p><% } %>
</main>
</body>
</html>`;

const eta = new Eta({ autoEscape: true });

/** The page as HTML, in the customer's language; without a view where it is not known whose order it is. */
export function renderPage(page: PageName, language: Language, view?: OrderSeen['view']): string {
  const said = { ...words[language], ...(view?.deposit && depositWords[language]) };
  const named = { ...labels[language], ...(view?.deposit && { order: depositLabel[language] }) };
  return eta.renderString(template, {
    page,
    language,
    words: said[page],
    labels: named,
    number: view?.number,
    total: view && formatMoney(view.total, language === 'it' ? 'it-IT' : 'en-GB'),
    checkoutUrl: view?.checkoutUrl,
  });
}
