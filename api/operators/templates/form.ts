/** The form of one action. `it.values` is what was typed, `it.errors` what is wrong, both by field. */
export const form = `<h1><%= it.words.name %></h1>
<p><strong><%= it.subject %></strong></p>
<p><%= it.words.what %></p>
<% if (it.changed) { %><div class="note bad" role="alert"><p><strong><%= it.t.shown.changed %></strong></p>
<ul><% for (const one of it.changed) { %><li><%= one %></li><% } %></ul><p><%= it.t.shown.changedHint %></p></div><% } else if (Object.keys(it.errors).length > 0) { %><p class="note bad" role="alert"><%= it.t.form.mend %></p><% } %>
<% if (it.shown.length > 0) { %><p class="soft"><%= it.t.shown.title %></p>
<ul class="lines"><% for (const one of it.shown) { %><li><%= one %></li><% } %></ul><% } %>
<form method="post" autocomplete="off" novalidate>
  <input type="hidden" name="token" value="<%= it.token %>">
  <input type="hidden" name="updateId" value="<%= it.values.updateId %>">
  <input type="hidden" name="seen" value="<%= it.seen %>">
  <% if (it.offer.action === 'refund') { %><div class="field">
    <label class="name" for="amount"><%= it.t.form.amount %></label>
    <span class="hint" id="amount-hint"><%= it.t.form.amountHint(it.most) %></span>
    <span class="money"><input type="text" id="amount" name="amount" inputmode="decimal" required value="<%= it.values.amount ?? '' %>" aria-describedby="amount-hint amount-error" aria-invalid="<%= Boolean(it.errors.amount) %>"> <%= it.offer.most.currency %></span>
    <% if (it.errors.amount) { %><p class="error" id="amount-error"><%= it.errors.amount %></p><% } %>
  </div><% } %>
  <% if (it.offer.action === 'retry' && it.offer.steps.length > 0) { %><div class="field">
    <label class="name" for="step"><%= it.t.form.step %></label>
    <select id="step" name="step" aria-invalid="<%= Boolean(it.errors.step) %>"><% if (!it.values.step) { %><option value=""><%= it.t.form.stepNone %></option><% } %><% for (const step of it.offer.steps) { %><option value="<%= step %>" <%= it.values.step === step ? 'selected' : '' %>><%= it.t.steps[step] %></option><% } %></select>
    <% if (it.errors.step) { %><p class="error"><%= it.errors.step %></p><% } %>
  </div><% } %>
  <% if (it.offer.action === 'resolve') { %><fieldset>
    <legend><%= it.t.form.outcome %></legend>
    <% for (const outcome of ['POSITIVE', 'NEGATIVE']) { const positive = outcome === 'POSITIVE'; const box = 'override' + outcome; %><div class="option">
      <input type="radio" id="outcome-<%= outcome %>" name="outcome" value="<%= outcome %>" required <%= it.values.outcome === outcome ? 'checked' : '' %>>
      <label class="choice" for="outcome-<%= outcome %>"><span><%= positive ? it.t.form.positive : it.t.form.negative %><% for (const hint of positive ? [it.t.form.positiveHint] : it.negativeHints) { %><small><%= hint %></small><% } %></span></label>
      <% if (it.offer.contradicts.includes(outcome)) { %><label class="choice override"><input type="checkbox" name="<%= box %>" value="yes" <%= it.values[box] === 'yes' ? 'checked' : '' %>><span><%= it.t.form.override %></span></label><% } %>
      <% if (it.errors[box]) { %><p class="error"><%= it.errors[box] %></p><% } %>
    </div><% } %>
    <% if (it.errors.outcome) { %><p class="error"><%= it.errors.outcome %></p><% } %>
  </fieldset>
  <div class="field">
    <label class="name" for="gatewayReference"><%= it.t.form.reference %></label>
    <span class="hint" id="reference-hint"><%= it.t.form.referenceHint %></span>
    <input type="text" id="gatewayReference" name="gatewayReference" autocapitalize="none" spellcheck="false" maxlength="100" value="<%= it.values.gatewayReference ?? '' %>" aria-describedby="reference-hint" aria-invalid="<%= Boolean(it.errors.gatewayReference) %>">
    <% if (it.errors.gatewayReference) { %><p class="error"><%= it.errors.gatewayReference %></p><% } %>
  </div><% } %>
  <% if (it.until) { %><div class="field">
    <label class="name" for="since"><%= it.t.form.since %></label>
    <span class="hint" id="since-hint"><%= it.t.form.sinceHint(it.until.text) %></span>
    <input type="datetime-local" id="since" name="since" required max="<%= it.until.written %>" value="<%= it.values.since ?? '' %>" aria-describedby="since-hint since-error" aria-invalid="<%= Boolean(it.errors.since) %>">
    <% if (it.errors.since) { %><p class="error" id="since-error"><%= it.errors.since %></p><% } %>
  </div><% } %>
  <div class="field">
    <label class="name" for="reason"><%= it.t.form.reason %></label>
    <span class="hint" id="reason-hint"><%= it.t.form.reasonHint %></span>
    <textarea id="reason" name="reason" rows="3" required minlength="5" maxlength="500" aria-describedby="reason-hint reason-error" aria-invalid="<%= Boolean(it.errors.reason) %>"><%= it.values.reason ?? '' %></textarea>
    <% if (it.errors.reason) { %><p class="error" id="reason-error"><%= it.errors.reason %></p><% } %>
  </div>
  <p class="soft"><%= it.t.form.signed %> <strong><%= it.operator.name %></strong></p>
  <div class="row">
    <button class="button <%= it.danger ? 'danger' : '' %>"><%= it.words.button %></button>
    <a class="button plain" href="<%= it.back %>"><%= it.t.form.cancel %></a>
  </div>
</form>`;
