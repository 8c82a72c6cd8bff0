/** Around every operators' page. Read on a phone, at the end of a day: large, plain, no script. */
export const layout = `<!doctype html>
<html lang="<%= it.t.language %>">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,">
<title><%= it.title %> · Incasso</title>
<style>
  :root { color-scheme: light dark; --ink: #16202b; --soft: #55606d; --paper: #fff; --field: #fff; --line: #c6ced8; --link: #174ea6; --act: #1f5fd6; --danger: #b3261e; --good: #116329; --wait: #7a5200; --shade: #f2f5f9; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --soft: #a9b4c0; --paper: #12171d; --field: #1b222b; --line: #46525f; --link: #9cc2ff; --danger: #ff9d94; --good: #7fd99a; --wait: #f0c062; --shade: #1b222b; } }
  * { box-sizing: border-box; }
  body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 0; color: var(--ink); background: var(--paper); }
  header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; justify-content: space-between; padding: .5rem 1rem; border-bottom: 1px solid var(--line); background: var(--shade); }
  header p, header form { margin: 0; display: flex; gap: .75rem; align-items: center; }
  header a { font-weight: 600; min-height: 44px; display: inline-flex; align-items: center; }
  main { max-width: 42rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
  h1 { font-size: 1.55rem; line-height: 1.2; margin: .5rem 0; } h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
  p { margin: .5rem 0; } a { color: var(--link); } .soft, small { color: var(--soft); }
  dl { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .35rem 1rem; margin: 1rem 0; }
  dl.stacked { display: block; } .stacked dt { color: inherit; font-weight: 600; margin-top: .75rem; }
  dt { color: var(--soft); } dd a { display: inline-flex; align-items: center; min-height: 44px; } dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
  .button { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; min-width: 44px; padding: .5rem 1.25rem; border: 2px solid var(--act); border-radius: .5rem; background: var(--act); color: #fff; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
  .button.plain { background: transparent; color: var(--link); border-color: var(--line); font-weight: 400; }
  .button.danger { background: #b3261e; border-color: #b3261e; }
  .row { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; align-items: center; }
  .card { display: block; border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .6rem 0; color: inherit; text-decoration: none; min-height: 44px; }
  a.card strong { color: var(--link); text-decoration: underline; } a.card span { display: block; color: var(--soft); }
  .note { border-left: 5px solid var(--wait); background: var(--shade); padding: .6rem 1rem; margin: 1rem 0; }
  .note.good { border-color: var(--good); } .note.bad { border-color: var(--danger); }
  .good > h1, .POSITIVE { color: var(--good); } .bad > h1, .NEGATIVE { color: var(--danger); } .VERIFY { color: var(--wait); }
  .outcome { font-weight: 700; }
  fieldset { border: 0; padding: 0; margin: 1.25rem 0; min-width: 0; } legend, label.name { display: block; font-weight: 600; padding: 0; margin: 0 0 .25rem; }
  .field { margin: 1.25rem 0; } .hint { display: block; color: var(--soft); font-size: .95rem; margin: 0 0 .35rem; }
  input[type=text], input[type=password], input[type=datetime-local], select, textarea { width: 100%; min-height: 44px; padding: .5rem .7rem; font: inherit; color: inherit; background: var(--field); border: 2px solid var(--line); border-radius: .5rem; }
  .money { display: flex; gap: .5rem; align-items: center; } .money input { max-width: 12rem; text-align: right; }
  .choice { display: grid; grid-template-columns: 2.2rem 1fr; align-items: center; min-height: 44px; padding: .35rem .7rem; border: 2px solid var(--line); border-radius: .5rem; margin: .5rem 0; cursor: pointer; }
  .choice input { width: 1.4rem; height: 1.4rem; margin: 0; } .choice small { display: block; }
  .option > .override { display: none; } .option > input:checked ~ .override { display: grid; margin-left: 1rem; border-color: var(--wait); }
  .option > input { position: absolute; width: 1.4rem; height: 1.4rem; margin: 1rem .75rem; } .option > input + .choice { padding-left: 2.9rem; grid-template-columns: 1fr; }
  .option > input:checked + .choice { border-color: var(--act); background: var(--shade); }
  .error { color: var(--danger); font-weight: 600; margin: .3rem 0 0; } [aria-invalid=true] { border-color: var(--danger) !important; }
  :focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
  ul.lines { list-style: none; padding: 0; margin: .5rem 0; } ul.lines li { padding: .45rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
  .pair { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
  ul.lines a { display: inline-flex; align-items: center; min-height: 44px; }
  code { font-size: .95em; overflow-wrap: anywhere; } details { margin: .6rem 0; } summary { min-height: 44px; display: flex; align-items: center; cursor: pointer; color: var(--link); }
</style>
</head>
<body data-page="<%= it.page %>">
<header>
  <p><a href="<%= it.base %>"><%= it.t.app %></a></p>
  <% if (it.operator) { %><form method="post" action="<%= it.base %>/sign-out">
    <span><%= it.operator.name %> <small>(<%= it.t.roles[it.operator.role] %>)</small></span>
    <input type="hidden" name="token" value="<%= it.token %>">
    <button class="button plain"><%= it.t.signIn.out %></button>
  </form><% } %>
</header>
<main>
<%~ it.body %>
</main>
</body>
</html>`;
