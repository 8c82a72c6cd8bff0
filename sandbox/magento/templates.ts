/** Templates of the shop's own pages (eta). They are text, not files, so that a build needs nothing but the compiler. */
export const pageFrame = `<!doctype html>
<html lang="it">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title><% if (it.refresh) { %><meta http-equiv="refresh" content="2"><% } %>
<style>
  body { font: 15px/1.45 system-ui, sans-serif; margin: 0; color: #222; background: #f6f5f2 }
  header { background: #a8431f; color: #fff; padding: .7rem 1.5rem }
  header a { color: #fff; font-weight: 600; text-decoration: none }
  .sandbox { background: #ffe9a8; padding: .4rem 1.5rem; border-bottom: 1px solid #e0c25c }
  main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem }
  section, form { background: #fff; border: 1px solid #ddd; border-radius: 6px; padding: 1rem; margin: 0 0 1rem }
  form { display: flex; flex-wrap: wrap; gap: .8rem; align-items: end }
  label { display: block; font-size: .85rem } label.tick { display: flex; gap: .3rem }
  select, input, button { font: inherit; padding: .3rem .5rem }
  button, .pay { background: #a8431f; color: #fff; border: 0; border-radius: 4px; padding: .45rem 1rem; text-decoration: none }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .45rem .5rem; border-bottom: 1px solid #eee; vertical-align: top }
  td.amount { text-align: right; white-space: nowrap } .state { font-weight: 600 } .small { color: #666; font-size: .85rem }
  .mail { border-left: 3px solid #a8431f; padding-left: .6rem; margin: .3rem 0; overflow-wrap: anywhere; white-space: pre-line }
</style>
</head>
<body>
<header><a href="/">Bottega Italiana</a></header>
<div class="sandbox">SANDBOX: negozio Magento di prova. Nessun ordine è vero, nessuna mail parte davvero.</div>
<main><%~ it.body %></main>
</body>
</html>`;

const mails = `<% for (const mail of o.mails) { %><div class="mail"><b><%= mail.subject %></b> <span class="small">a <%= mail.to %></span>
<% for (const part of mail.parts) { %><% if (part.link) { %><a href="<%= part.text %>"><%= part.text %></a><% } else { %><%= part.text %><% } %><% } %></div><% } %>`;

const comments = `<% for (const c of o.comments) { %><div><%= c.comment %> <span class="small"><%= c.created_at %> UTC<% if (c.is_customer_notified) { %> · inviato al cliente<% } %></span></div><% } %>`;

const announced = `<% if (o.announcement) { %><% if (o.announcement.delivered) { %>annunciato<% } else { %>annuncio non riuscito (<%= o.announcement.attempts.length %> tentativi)<% } %><% } %>`;

export const listTemplate = `<% layout('@frame', { title: 'Ordini · negozio di prova' }) %>
<h1>Ordini</h1>
<form method="post" action="/buy">
  <label>Cliente<br><select name="customer"><% for (const c of it.customers) { %><option value="<%= c.id %>"><%= c.company ?? c.firstname + ' ' + c.lastname %></option><% } %></select></label>
  <label>Articolo<br><select name="sku"><% for (const a of it.articles) { %><option value="<%= a.sku %>"><%= a.name %> (<%= a.price.toFixed(2).replace('.', ',') %> €)</option><% } %></select></label>
  <label>Quantità<br><input name="qty" type="number" value="1" min="1" max="99"></label>
  <label>Pagamento<br><select name="method"><% for (const m of it.methods) { %><option value="<%= m.code %>"><%= m.title %></option><% } %></select></label>
  <label class="tick"><input type="checkbox" name="guest"> come ospite</label>
  <label class="tick"><input type="checkbox" name="paid"> già pagato nel negozio</label>
  <button>Nuovo ordine</button>
</form>
<section><table>
<tr><th>Ordine</th><th>Cliente</th><th>Totale</th><th>Pagamento</th><th>Stato</th><th>Commenti e mail</th></tr>
<% for (const o of it.orders) { %><tr>
  <td><a href="/orders/<%= o.id %>"><%= o.number %></a><br><span class="small"><%= o.date %></span></td>
  <td><%= o.customer %><br><span class="small"><%= o.email %></span></td>
  <td class="amount"><%= o.total %></td>
  <td><%= o.method %><br><span class="small"><%= o.methodCode %></span></td>
  <td><span class="state"><%= o.state %></span><br><span class="small"><%= o.status %><br>${announced}</span></td>
  <td>${comments}${mails}</td>
</tr><% } %>
<% if (it.orders.length === 0) { %><tr><td colspan="6">Ancora nessun ordine.</td></tr><% } %>
</table></section>`;

export const orderTemplate = `<% const o = it.order; layout('@frame', { title: 'Ordine ' + o.number + ' · negozio di prova' }) %>
<h1>Ordine <%= o.number %></h1>
<section>
  <p><span class="state"><%= o.state %></span> / <%= o.status %> · <%= o.date %> · entity_id <%= o.id %> <span class="small">${announced}</span></p>
  <% if (o.replacedBy) { %><p>Sostituito dall'<a href="/orders/<%= o.replacedBy %>">ordine modificato</a>.</p><% } %>
  <p><%= o.customer %>, <%= o.email %><br><%= o.address %></p>
  <p>Pagamento: <%= o.method %> (<%= o.methodCode %>) · totale <b><%= o.total %></b> · pagato <b><%= o.paid %></b> · da pagare <%= o.due %></p>
</section>
<section><table>
<tr><th>Codice</th><th>Articolo</th><th>Quantità</th><th>IVA</th><th>Totale</th></tr>
<% for (const r of o.rows) { %><tr><td><%= r.sku %></td><td><%= r.name %></td><td><%= r.qty %></td><td><%= r.tax %>%</td><td class="amount"><%= r.gross %></td></tr><% } %>
<tr><td></td><td>Spedizione</td><td></td><td></td><td class="amount"><%= o.shippingCost %></td></tr>
<% if (o.discount) { %><tr><td></td><td>Sconto</td><td></td><td></td><td class="amount"><%= o.discount %></td></tr><% } %>
</table></section>
<section><h2>Fatture</h2>
<% for (const i of it.invoices) { %><p>Fattura <%= i.increment_id %><% for (const c of i.comments) { %>: <%= c.comment %><% } %></p><% } %>
<% if (it.invoices.length === 0) { %><p>Nessuna.</p><% } %></section>
<section><h2>Commenti</h2>${comments}</section>
<section><h2>Mail al cliente</h2>${mails}</section>`;

export const thanksTemplate = `<% const o = it.order; const waiting = o.announcement && !o.announcement.delivered;
layout('@frame', { title: 'Grazie · negozio di prova', refresh: waiting }) %>
<section><h1>Grazie per il tuo ordine!</h1>
<p>L'ordine <a href="/orders/<%= o.id %>"><%= o.number %></a> di <b><%= o.total %></b> è stato ricevuto (<%= o.method %>).</p>
<% if (o.announcement?.checkoutUrl) { %><p><a class="pay" href="<%= o.announcement.checkoutUrl %>">Paga adesso</a></p><% } %>
<% if (waiting) { %><p class="small">Stiamo preparando il pagamento. <a href="/thanks/<%= o.id %>">Aggiorna</a></p><% } %>
<p><a href="/">Torna al negozio</a></p></section>`;
