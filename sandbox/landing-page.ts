/** The landing page (eta). Read by whoever tries Incasso for the first time. */
export const landingTemplate = `<!doctype html>
<html lang="it">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Incasso: demo</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 84rem; padding: 1.5rem; color: #1b1f24; background: #fff; }
  h1 { margin: 0 0 .25rem; } h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
  nav a { margin-right: 1.25rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid #d8dee4; vertical-align: top; }
  td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  td:last-child { overflow-wrap: anywhere; min-width: 9rem; } td.s { white-space: nowrap; }
  .o { font-weight: 600; } .POSITIVE { color: #116329; } .NEGATIVE { color: #b3261e; } .VERIFY { color: #9a6700; } .PENDING { color: #57606a; }
  .pay { background: #1f5fd6; color: #fff; padding: .25rem .7rem; border-radius: .4rem; text-decoration: none; white-space: nowrap; }
  .hint { color: #57606a; }
</style>
</head>
<body>
<h1>Incasso</h1>
<p>Ogni ordine dei due negozi diventa un workflow durevole: pagato su Stripe, scritto in Mexal, comunicato al negozio. Magento annuncia i suoi ordini; quelli di PrestaShop, che non annuncia niente, vengono trovati e il cliente riceve il link per pagare. Qui è tutto finto tranne i protocolli.</p>
<nav>
  <a href="<%= it.urls.magento %>">Negozio Magento (fai un ordine)</a>
  <a href="<%= it.urls.prestashop %>">Negozio PrestaShop (fai un ordine)</a>
  <a href="<%= it.urls.stripe %>">Stripe</a>
  <a href="<%= it.urls.mexal %>">Mexal</a>
  <a href="<%= it.urls.api %>/operators">Operatori</a>
  <% if (it.urls.temporalUi) { %><a href="<%= it.urls.temporalUi %>/namespaces/<%= it.namespace %>/workflows">Temporal UI</a><% } %>
</nav>
<p class="hint">Per le pagine degli operatori il nome è <code>demo</code>; la password è nella tabella stampata all'avvio.</p>
<h2>Ordini</h2>
<% if (it.rows.length === 0) { %><p>Ancora nessun ordine: fanne uno <a href="<%= it.urls.magento %>">nel negozio Magento</a> o <a href="<%= it.urls.prestashop %>">in quello PrestaShop</a>, poi torna qui per pagarlo.</p><% } else { %>
<table>
<thead><tr><th>Negozio</th><th>Ordine</th><th></th><th>Totale</th><th>Pagamento</th><th>Nel negozio</th><th>Esito</th><th>Documento</th><th>Cliente</th></tr></thead>
<tbody>
<% for (const row of it.rows) { %><tr>
  <td><%= row.shop %><br><small class="hint"><%= row.announced ? 'annunciato' : row.outcome ? 'trovato' : 'non ancora trovato' %></small></td>
  <td><% if (it.urls.temporalUi && row.outcome) { %><a href="<%= it.urls.temporalUi %>/namespaces/<%= it.namespace %>/workflows/<%= encodeURIComponent(row.workflowId) %>"><%= row.number %></a><% } else { %><%= row.number %><% } %></td>
  <td><% if (row.link && row.stage === 'PAYMENT') { %><a class="pay" href="<%= row.link %>">Paga</a><% } else if (row.link) { %><a href="<%= row.link %>">link di pagamento</a><% } %></td>
  <td class="n"><%= row.total %></td>
  <td><%= row.method %></td>
  <td class="s"><%= row.status %></td>
  <td class="o <%= row.outcome %>"><%= row.outcome ?? '—' %><% if (row.attention) { %><br><small><%= row.attention %></small><% } %></td>
  <td><%= row.document ?? '—' %></td>
  <td><%= row.email %></td>
</tr><% } %>
</tbody>
</table>
<p class="hint">La pagina non si aggiorna da sola: ricaricala dopo aver pagato. Gli ordini di PrestaShop si trovano dopo qualche secondo.</p>
<% } %>
<% if (it.views.length > 0) { %>
<h2>Viste per gli operatori</h2>
<p>Ogni link salva la vista nel tuo browser (Custom Views della Temporal UI) e la apre:
<% it.views.forEach((view, i) => { %><%= i ? ' · ' : '' %><a href="<%= view.url %>"><%= view.name %></a><% }) %></p>
<% } %>
</body>
</html>`;
