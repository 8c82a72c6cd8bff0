import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { italian } from '../../api/operators/texts/it.ts';
import { savedViews } from '../../api/views.ts';
import { COLUMNS } from '../browser/temporal-ui-steps.ts';

const docs = new URL('../../docs/', import.meta.url);
const text = readFileSync(new URL('operators.md', docs), 'utf8');
const section = (title: string): string =>
  text
    .split(/^## /m)
    .find((part) => part.startsWith(`${title}\n`))
    ?.replace(/\s+/g, ' ') ?? '';
/** The rows of a table by the word in their first cell. */
const row = (word: string): string =>
  text.split('\n').find((line) => line.startsWith(`| \`${word}\` |`)) ?? '';

describe('docs/operators.md', () => {
  it.each(Object.entries(italian.actions))(
    'has the action %s with its Italian name, and data to send',
    (action, { name }) => {
      expect(row(action)).toContain(`| _${name}_ |`);
    },
  );

  it('has data for every action that a person can send, each signed and with a reason', () => {
    for (const action of Object.keys(italian.actions)) {
      const [data = '{}'] =
        text
          .split('\n')
          .find((line) => line.startsWith(`| \`${action}\` | \`{`))
          ?.match(/\{"operator.*?\}/) ?? [];
      expect([action, JSON.parse(data)]).toEqual([
        action,
        expect.objectContaining({ operator: expect.any(String), reason: expect.any(String) }),
      ]);
    }
  });

  it('has every outcome and stage with its Italian word', () => {
    for (const [word, meaning] of Object.entries({ ...italian.outcomes, ...italian.stages }))
      expect(row(word)).toContain(`| _${meaning.split(':')[0]}_ |`);
  });

  it('has every view with what the page says of it, and every column', () => {
    const list = section('The list');
    for (const { kind, name } of savedViews([''], new Date())) {
      expect(list).toContain(`| ${name.split(' 2')[0]?.trim()} `);
      expect(list).toContain(`_${italian.home.about[kind]}_`);
    }
    for (const column of COLUMNS) expect(list).toContain(column);
  });

  it('has pictures that are there, are small, and say what they show', () => {
    const pictures = [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    expect(pictures.length).toBeGreaterThan(4);
    for (const [, alternative = '', path = ''] of pictures) {
      expect(alternative.length).toBeGreaterThan(10);
      expect(statSync(new URL(path, docs)).size).toBeLessThan(150_000);
    }
  });
});
