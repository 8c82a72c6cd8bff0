/** Templates of the shop's own pages (eta). They are text, not files, so that a build needs nothing but the compiler. */
export const pageFrame = `<!doctype html>
<html lang="it">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<% if (it.refresh) { %><meta http-equiv="refresh" content="2"><% } %>
<style>
  * { box-sizing: border-box }
  body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: #1f2d3d; background: #eef3f5 }
  .bar { background: #1f4e5f; padding: .8rem 1.5rem } .bar a { color: #fff; font-weight: 700; text-decoration: none }
  .notice { background: #fff3c4; padding: .4rem 1.5rem; border-bottom: 1px solid #e5cf78 }
  main { max-width: 75rem; margin: auto; padding: 1rem 1.5rem }
  .card { background: #fff; border: 1px solid #d5dfe4; border-radius: 8px; padding: 1rem; margin-bottom: 1rem; overflow-x: auto }
  form.card { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem; align-items: end }
  .card label { font-size: .85rem } .card select, .card input:not([type=checkbox]) { width: 100%; font: inherit; padding: .3rem .4rem }
  .go { font: inherit; background: #1f4e5f; color: #fff; border: 0; border-radius: 5px; padding: .5rem 1rem; text-decoration: none }
  table { width: 100%; border-collapse: collapse } td, th { padding: .4rem .5rem; text-align: left; vertical-align: top; border-top: 1px solid #e6edf0 }
  .number { text-align: right; white-space: nowrap } .dim { color: #5d7078; font-size: .85rem }
  .badge { color: #fff; border-radius: 4px; padding: .1rem .5rem; white-space: nowrap } .said { overflow-wrap: anywhere; white-space: pre-line }
</style>
</head>
<body>
<div class="bar"><a href="/">Emporio Adriatico</a></div>
<div class="notice">SANDBOX: negozio PrestaShop di prova. Nessun ordine è vero, nessuna mail parte davvero.</div>
<main><%~ it.body %></main>
</body>
</html>`;

const told = `<% if (o.announcement) { %><% if (o.announcement.delivered) { %>annunciato<% } else { %>annuncio non riuscito (<%= o.announcement.attempts.length %> tentativi)<% } %><% } else { %>non annunciato<% } %>`;
const badge = `<span class="badge" style="background: <%= o.color %>"><%= o.state %></span>`;
const messages = `<% for (const m of o.messages) { %><p class="said"><% for (const part of m.parts) { %><% if (part.link) { %><a href="<%= part.text %>"><%= part.text %></a><% } else { %><%= part.text %><% } %><% } %>
<span class="dim"><%= m.date %><% if (m.private) { %> · privato<% } %></span></p><% } %>`;

export const listTemplate = `<% layout('@frame', { title: 'Ordini · negozio PrestaShop di prova' }) %>
<h1>Ordini</h1>
<form class="card" method="post" action="/buy">
  <label>Cliente <select name="customer"><% for (const c of it.customers) { %><option value="<%= c.id %>"><%= c.company || c.firstname + ' ' + c.lastname %></option><% } %></select></label>
  <label>Articolo <select name="reference"><% for (const a of it.articles) { %><option value="<%= a.reference %>"><%= a.name %> (<%= a.price.toFixed(2).replace('.', ',') %> €)</option><% } %></select></label>
  <label>Quantità <input name="qty" type="number" value="1" min="1" max="99"></label>
  <label>Pagamento <select name="module"><% for (const m of it.modules) { %><option value="<%= m.name %>"><%= m.label %></option><% } %></select></label>
  <label>Messaggio <input name="message"></label>
  <label><input type="checkbox" name="guest"> come ospite</label>
  <label><input type="checkbox" name="paid"> già pagato nel negozio</label>
  <button class="go">Nuovo ordine</button>
</form>
<div class="card"><table>
<tr><th>ID</th><th>Riferimento</th><th>Cliente</th><th>Totale</th><th>Pagamento</th><th>Stato</th><th>Messaggi</th></tr>
<% for (const o of it.orders) { %><tr>
  <td><a href="/orders/<%= o.id %>"><%= o.id %></a></td>
  <td><%= o.reference %><br><span class="dim"><%= o.date %></span></td>
  <td><%= o.customer %><br><span class="dim"><%= o.email %></span></td>
  <td class="number"><%= o.total %></td>
  <td><%= o.payment %><br><span class="dim"><%= o.module %></span></td>
  <td>${badge}<br><span class="dim">${told}</span></td>
  <td>${messages}</td>
</tr><% } %>
<% if (it.orders.length === 0) { %><tr><td colspan="7">Ancora nessun ordine.</td></tr><% } %>
</table><% if (it.hidden > 0) { %><p class="dim">… e altri <%= it.hidden %> ordini precedenti.</p><% } %></div>`;

export const orderTemplate = `<% const o = it.order; layout('@frame', { title: 'Ordine ' + o.id + ' · negozio PrestaShop di prova' }) %>
<h1>Ordine <%= o.id %> · <%= o.reference %></h1>
<div class="card"><p>${badge} <%= o.date %> <span class="dim">${told}</span></p>
<p><%= o.customer %>, <%= o.email %><br><%= o.address %></p>
<p><%= o.payment %> (<%= o.module %>) · totale <b><%= o.total %></b> · incassato <b><%= o.paid %></b><% if (o.invoice) { %> · fattura <%= o.invoice %><% } %></p></div>
<div class="card"><table>
<tr><th>Riferimento</th><th>Prodotto</th><th>Quantità</th><th>Totale</th></tr>
<% for (const r of o.rows) { %><tr><td><%= r.reference %></td><td><%= r.name %></td><td><%= r.qty %></td><td class="number"><%= r.total %></td></tr><% } %>
<tr><td></td><td>Spedizione</td><td></td><td class="number"><%= o.shipping %></td></tr>
<% if (o.wrapping) { %><tr><td></td><td>Confezione regalo</td><td></td><td class="number"><%= o.wrapping %></td></tr><% } %>
<% for (const d of o.discounts) { %><tr><td></td><td>Buono sconto: <%= d.name %></td><td></td><td class="number">-<%= d.value %></td></tr><% } %>
</table></div>
<div class="card"><h2>Pagamenti</h2><% for (const p of o.payments) { %><p><%= p.amount %> · <%= p.method %> <span class="dim"><%= p.date %> <%= p.transaction %></span></p><% } %>
<% if (o.payments.length === 0) { %><p>Nessuno.</p><% } %></div>
<div class="card"><h2>Stati</h2><% for (const h of o.histories) { %><p><%= h.state %> <span class="dim"><%= h.date %></span></p><% } %></div>
<div class="card"><h2>Messaggi</h2>${messages}<% if (o.messages.length === 0) { %><p>Nessuno.</p><% } %></div>
<div class="card"><h2>Mail al cliente</h2><% for (const m of o.mails) { %><p><%= m.subject %> <span class="dim">a <%= m.to %></span></p><% } %></div>`;

export const thanksTemplate = `<% const o = it.order; const pending = o.announcement && !o.announcement.delivered;
layout('@frame', { title: 'Grazie · negozio PrestaShop di prova', refresh: pending }) %>
<div class="card"><h1>Grazie per il tuo ordine!</h1>
<p>Abbiamo ricevuto l'ordine <a href="/orders/<%= o.id %>"><%= o.reference %></a> di <b><%= o.total %></b> (<%= o.payment %>).</p>
<% if (o.announcement?.checkoutUrl) { %><p><a class="go" href="<%= o.announcement.checkoutUrl %>">Paga adesso</a></p><% } %>
<% if (pending) { %><p class="dim">Stiamo preparando il pagamento. <a href="/thanks/<%= o.id %>">Aggiorna</a></p><% } %>
<p><a href="/">Torna al negozio</a></p></div>`;
