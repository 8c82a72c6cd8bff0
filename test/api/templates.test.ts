import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { templatesIn } from '../../api/templates.ts';
import { templatesIn as sandboxTemplatesIn } from '../../sandbox/kit/templates.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'templates-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe.each([
  ['of the API', templatesIn],
  ['of a sandbox', sandboxTemplatesIn],
])('a template %s', (_whose, open) => {
  const opened = () => open(pathToFileURL(`${folder}/`));
  const holding = (name: string, text: string) => writeFile(join(folder, `${name}.eta`), text);

  test('escapes what it shows, also in the template around it and in one that it includes', async () => {
    await holding('frame', '<title><%= it.name %></title><%~ it.body %>');
    await holding('row', '<td><%= it.name %></td>');
    await holding('page', `<% layout('@frame') %><h1><%= it.name %></h1><%~ include('@row', it) %>`);
    const page = opened()<{ name: string }>('page');
    const escaped = '&lt;b&gt;&amp;&quot;&#39;';
    expect(page({ name: `<b>&"'` })).toBe(`<title>${escaped}</title><h1>${escaped}</h1><td>${escaped}</td>`);
  });

  test('fails before anybody visits it where its file is missing, or cannot be read as a template', async () => {
    await holding('page', 'here');
    expect(() => opened()('other')).toThrow('there is no template other.eta');
    await holding('broken', '<% if (it.name) { %>');
    expect(opened).toThrow();
  });

  test('fails before anybody visits it where one that it includes is missing', async () => {
    await holding('page', `<% layout('@frame') %><%~ include('@row', it) %>`);
    expect(opened).toThrow('page.eta: there is no template frame.eta');
    await holding('frame', '<%~ it.body %>');
    expect(opened).toThrow('page.eta: there is no template row.eta');
  });

  test('is read once: what becomes of its file later changes no page', async () => {
    await holding('page', 'before');
    const page = opened()<object>('page');
    await holding('page', 'after');
    expect(page({})).toBe('before');
  });
});
