/** The frame of every page. */
export const pageFrame = `<!doctype html>
<html lang="it">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %> - Mexal (sandbox)</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 0; color: #1d2530; background: #f5f6f8 }
header { background: #7a1f2b; color: #fff; padding: .7rem 1.5rem }
header a { color: #fff; text-decoration: none; font-weight: 600 }
header span { opacity: .85; margin-left: .8rem }
main { padding: 1rem 1.5rem; max-width: 84rem }
table { border-collapse: collapse; width: 100%; background: #fff; margin-bottom: 1.5rem }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #e2e5ea; vertical-align: top }
th { font-size: .85rem; color: #55606e }
.n { text-align: right; white-space: nowrap }
.warn { background: #fff3cd; border: 1px solid #e0c36a; padding: .5rem .8rem; margin-bottom: 1rem }
.empty { color: #6b7480 }
.acts form { display: inline-block; margin-right: .5rem }
</style>
</head>
<body>
<header><a href="/">Mexal (sandbox)</a><span>Azienda <%= it.company %> - finto gestionale, per prove: qui nulla è contabilità vera</span></header>
<main><%~ it.body %></main>
</body>
</html>`;

/** Documents newest first, customers, payments. */
export const bookTemplate = `<% layout('@frame', { title: 'Documenti', company: it.company }) %>
<% if (it.locked) { %><p class="warn">L'utente WebAPI è bloccato: tre accessi errati. Ogni chiamata riceve 401.</p><% } %>
<% if (it.exclusiveUse) { %><p class="warn">Azienda in uso esclusivo: ogni chiamata riceve 503.</p><% } %>
<h1>Ordini clienti (<%= it.count %>)</h1>
<table>
<tr><th>Documento</th><th>Data</th><th>Cliente</th><th>Pagamento</th><th>Nota</th><th>Righe</th><th>Stato</th><th class="n">Totale</th></tr>
<% for (const d of it.documents) { %>
<tr><td><a href="<%= d.href %>"><%= d.name %></a></td><td><%= d.date %></td><td><%= d.customer %></td><td><%= d.payment %></td><td><%= d.note %></td><td><%= d.rowCount %></td><td><%= d.state %></td><td class="n"><%= d.total %></td></tr>
<% } %>
<% if (it.documents.length === 0) { %><tr><td colspan="8" class="empty">Nessun documento ancora</td></tr><% } %>
</table>
<h2>Clienti</h2>
<table>
<tr><th>Codice</th><th>Ragione sociale</th><th>Località</th><th>E-mail</th><th>Partita IVA</th><th>Codice fiscale</th></tr>
<% for (const c of it.customers) { %>
<tr><td><%= c.codice %></td><td><%= c.ragione_sociale %></td><td><%= c.localita ?? '' %></td><td><%= c.email ?? '' %></td><td><%= c.partita_iva ?? '' %></td><td><%= c.codice_fiscale ?? '' %></td></tr>
<% } %>
</table>
<h2>Pagamenti</h2>
<table>
<tr><th>Codice</th><th>Descrizione</th></tr>
<% for (const p of it.payments) { %><tr><td><%= p.id %></td><td><%= p.descrizione %></td></tr><% } %>
</table>
<form method="post" action="/pagamenti"><input name="descrizione" required placeholder="Nuovo pagamento"> <button>Codifica</button></form>`;

/** One document with its rows. */
export const documentTemplate = `<% layout('@frame', { title: it.document.name, company: it.company }) %>
<% const d = it.document; %>
<h1><%= d.name %></h1>
<table>
<tr><th>Data</th><td><%= d.date %> (anno <%= d.year %>, registrato il <%= d.storedAt %>)</td></tr>
<tr><th>Cliente</th><td><%= d.customer %></td></tr>
<tr><th>Pagamento</th><td><%= d.payment || '(vuoto)' %></td></tr>
<tr><th>Magazzino</th><td><%= d.warehouse %></td></tr>
<tr><th>Causale</th><td><%= d.reason %></td></tr>
<tr><th>Centro di costo/ricavo</th><td><%= d.costCentre %></td></tr>
<tr><th>Vettore</th><td><%= d.carrier %></td></tr>
<tr><th>Acconto pagato</th><td><%= d.deposit %></td></tr>
<tr><th>Nota</th><td><%= d.note %></td></tr>
<tr><th>Stato</th><td><%= d.state %></td></tr>
</table>
<p class="acts">
<% const acts = [...(d.isOpen ? [['ship', 'Bolla (BC)'], ['dispatch', 'Merce partita'], ['cancel', 'Annulla le righe'], ['delete', 'Elimina']] : []), ...(d.isInvoiced || (!d.isOpen && d.state === 'annullato') ? [] : [['invoice', 'Fattura (FT)']])]; %>
<% for (const [act, label] of acts) { %><form method="post" action="<%= d.actions %>/<%= act %>?anno=<%= d.year %>"><button><%= label %></button></form><% } %>
</p>
<h2>Righe (prezzi <%= d.prices %>)</h2>
<table>
<tr><th>Articolo</th><th>Descrizione</th><th class="n">Quantità</th><th class="n">Prezzo</th><th class="n">Sconto</th><th class="n">IVA</th><th class="n">Importo</th></tr>
<% for (const r of d.rows) { %>
<tr><td><%= r.code %></td><td><%= r.text %></td><td class="n"><%= r.quantity %></td><td class="n"><%= r.price %></td><td class="n"><%= r.discount %></td><td class="n"><%= r.vat %></td><td class="n"><%= r.amount %></td></tr>
<% } %>
</table>
<h2>Totali</h2>
<table>
<tr><th>IVA</th><th class="n">Imponibile</th><th class="n">Imposta</th></tr>
<% for (const t of d.perRate) { %><tr><td><%= t.code %></td><td class="n"><%= t.net %></td><td class="n"><%= t.vat %></td></tr><% } %>
<tr><th colspan="2">Totale documento</th><td class="n"><strong><%= d.total %></strong></td></tr>
</table>`;
