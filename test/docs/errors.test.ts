import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attentionCatalogue } from '../../domain/attention.ts';
import { failureCatalogue } from '../../domain/failure.ts';

const catalogue: Record<string, string> = { ...failureCatalogue, ...attentionCatalogue };
const text = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
/** Everything under each `###` heading, by heading. */
const entries = new Map(
  text
    .split(/^### /m)
    .slice(1)
    .map((entry) => {
      const [code = '', ...lines] = entry.split(/^## /m)[0]?.split('\n') ?? [];
      return [code, lines.join('\n').trim()];
    }),
);

describe('docs/errors.md', () => {
  it('has every code of the software, and no other', () => {
    expect([...entries.keys()].sort()).toEqual(Object.keys(catalogue).sort());
  });

  it('has every code once', () => {
    expect(text.match(/^### /gm)).toHaveLength(entries.size);
  });

  it.each(Object.entries(catalogue))('says of %s what the software says to do', (code, toDo) => {
    expect(entries.get(code)?.split('**To do:** ')[1]).toBe(toDo);
  });

  it.each([...entries])('says of %s in Italian what it is called, and explains it', (_code, entry) => {
    expect(entry).toMatch(/^_[A-Z][^_]+\._ .{40,} \*\*To do:\*\* /s);
  });
});
