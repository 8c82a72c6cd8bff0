/** Name, password, and where to go then. */
export const signIn = `<h1><%= it.t.signIn.title %></h1>
<% if (it.message) { %><p class="note bad" role="alert"><%= it.t.signIn[it.message] %></p><% } %>
<% if (it.nobody) { %><p class="note"><%= it.t.signIn.nobody %></p><% } else { %>
<form method="post" action="<%= it.base %>/sign-in">
  <input type="hidden" name="token" value="<%= it.token %>">
  <input type="hidden" name="next" value="<%= it.next %>">
  <div class="field"><label class="name" for="name"><%= it.t.signIn.name %></label>
    <input type="text" id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="40" value="<%= it.name %>" <%= it.name ? '' : 'autofocus' %>></div>
  <div class="field"><label class="name" for="password"><%= it.t.signIn.password %></label>
    <input type="password" id="password" name="password" autocomplete="current-password" required maxlength="500" <%= it.name ? 'autofocus' : '' %>></div>
  <div class="row"><button class="button"><%= it.t.signIn.button %></button></div>
</form><% } %>`;

/** What one can do here, and the ways to the list. */
export const home = `<h1><%= it.t.home.title %></h1>
<% if (it.operator.role === 'reader') { %><p class="note"><%= it.t.home.reader %></p><% } %>
<form method="get" action="<%= it.base %>">
  <div class="field"><label class="name" for="number"><%= it.t.home.find %></label>
    <span class="hint" id="number-hint"><%= it.t.home.findHint %></span>
    <input type="text" id="number" name="number" inputmode="text" autocomplete="off" maxlength="64" aria-describedby="number-hint" value="<%= it.number %>"></div>
  <button class="button"><%= it.t.home.findButton %></button>
</form>
<% if (it.found) { %>
  <% if (it.found.length === 0) { %><p class="note" role="status"><%= it.t.home.notFound %></p><% } %>
  <% for (const order of it.found) { %><a class="card" href="<%= order.href %>"><strong><%= order.name %></strong></a><% } %>
<% } %>
<h2><%= it.t.home.views %></h2>
<% if (it.views.length > 0) { %>
<p><%= it.t.home.start %></p>
<ul class="lines"><% for (const view of it.views) { %><li><span class="pair"><a href="<%= view.open %>"><strong><%= view.name %></strong></a> <a href="<%= view.save %>" aria-label="<%= it.t.home.save %>: <%= view.name %>"><%= it.t.home.save %></a></span><small><%= view.about %></small></li><% } %></ul>
<p class="soft"><%= it.t.home.viewsHint %></p>
<p class="soft"><%= it.t.home.columns %></p>
<% } else { %><p><%= it.t.home.noUi %></p><% } %>
<h2><%= it.t.standing.title %></h2>
<p class="soft"><%= it.t.standing.hint %></p>
<ul class="lines"><% for (const one of it.standing) { %><li><a href="<%= one.href %>"><strong><%= one.name %></strong></a> <small><%= one.state %></small><% if (one.attention) { %><br><strong class="VERIFY"><%= one.attention %></strong><% } %></li><% } %></ul>
<h2><%= it.t.home.actions %></h2>
<p><%= it.t.home.needed %></p>
<dl class="stacked"><% for (const action of Object.values(it.t.actions)) { %><dt><%= action.name %></dt><dd><%= action.what %></dd><% } %></dl>`;

/** What the workflow says in short, and what can be done now. */
export const workflow = `<h1><%= it.title %></h1>
<% for (const attention of it.attentions) { %><div class="note">
  <p><strong><%= attention.happened %></strong> <small><%= attention.code %></small></p>
  <% if (attention.particulars) { %><p><%= attention.particulars %></p><% } %>
  <p><strong><%= it.t.workflow.toDo %>:</strong> <%= attention.toDo %></p>
</div><% } %>
<dl><% for (const fact of it.facts) { %>
  <dt><%= fact.label %></dt><dd<% if (fact.outcome) { %> class="outcome <%= fact.outcome %>"<% } %>><% if (fact.href) { %><a href="<%= fact.href %>"><%= fact.text %></a><% } else { %><%= fact.text %><% } %></dd><% } %>
</dl>
<h2><%= it.t.workflow.possible %></h2>
<% for (const href of it.doubts) { %><a class="card" href="<%= href %>"><strong><%= it.t.workflow.doubt %></strong><span><%= it.t.workflow.doubtHint %></span></a><% } %>
<% if (!it.running) { %><p><%= it.t.workflow.finished %></p>
<% } else if (it.offers.length === 0) { %><p><%= it.stuck ? it.t.workflow.stuck : it.t.workflow.nothing %></p>
<% } else { %><% if (it.operator.role === 'reader') { %><p class="note"><%= it.t.home.reader %></p><% } %>
<% for (const offer of it.offers) { %><a class="card" href="<%= offer.href %>"><strong><%= offer.name %></strong><span><%= offer.what %></span></a><% } %><% } %>
<% for (const list of it.lists) { %><h2><%= list.title %></h2>
<ul class="lines"><% for (const line of list.lines) { %><li><% if (line.href) { %><a href="<%= line.href %>"><%= line.text %></a><% } else { %><%= line.text %><% } %><% if (line.more) { %> <small><%= line.more %></small><% } %></li><% } %></ul><% } %>
<div class="row"><% if (it.uiHref) { %><a class="button plain" href="<%= it.uiHref %>"><%= it.t.workflow.inTemporal %></a><% } %></div>`;

/** How a form ended, or why there is none: in plain words, what was said, and the ways on. */
export const notice = `<section class="<%= it.tone %>">
<h1><%= it.words.title %></h1>
<% if (it.said) { %><p class="note <%= it.tone %>"><small><%= it.t.notices.said %></small><br><strong lang="en"><%= it.said %></strong></p><% } %>
<p><%= it.words.text %></p>
<% if (it.changed && it.changed.length > 0) { %><ul class="lines"><% for (const one of it.changed) { %><li><%= one %></li><% } %></ul><% } %>
<% if (it.subject) { %><p><strong><%= it.subject %></strong></p><% } %>
<% if (it.code) { %><p><code><%= it.code %></code></p><% } %>
<% if (it.resend) { %><% if (it.words.again) { %><p><%= it.words.again %></p><% } %>
<form method="post" autocomplete="off">
  <input type="hidden" name="token" value="<%= it.token %>">
  <% for (const [name, value] of it.resend) { %><input type="hidden" name="<%= name %>" value="<%= value %>"><% } %>
  <div class="row"><button class="button"><%= it.words.button %></button></div>
</form><% } %>
<% if (it.offers && it.offers.length > 0) { %><h2><%= it.t.workflow.possible %></h2>
<% for (const offer of it.offers) { %><a class="card" href="<%= offer.href %>"><strong><%= offer.name %></strong><span><%= offer.what %></span></a><% } %>
<% } else if (it.offers) { %><p><%= it.t.workflow.nothing %></p><% } %>
</section>
<div class="row"><% for (const link of it.links) { %><a class="button plain" href="<%= link.href %>"><%= link.text %></a><% } %></div>`;
