import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const modules = ['workflows', 'domain'].flatMap((room) =>
  readdirSync(`${root}${room}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${room}/${file}`),
);

// Formats by currency: whoever makes them, they are the same.
const SAME_FOR_ALL = ['domain/money.ts: formats'];

it('no module of the workflows keeps anything that belongs to one run, since all runs share the modules', () => {
  const kept = modules.flatMap((file) => {
    const source = readFileSync(`${root}${file}`, 'utf8');
    const variables = source.matchAll(/^(?:export )?(?:let|var) (\w+)/gm);
    const empty = source.matchAll(
      /^(?:export )?const (\w+)[^=]*= (?:new (?:Map|Set|WeakMap|WeakSet)(?:<[^=]*>)?\(\)|\[\]|\{\});/gm,
    );
    return [...variables, ...empty].map(([, name]) => `${file}: ${name}`);
  });
  expect(kept).toEqual(SAME_FOR_ALL);
});
