import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { gatewayKinds } from '../../gateways/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rooms = 'domain http config activities workflows temporal workers api cli alerts shops erps'.split(' ');
/** What lies in the room itself, for all kinds; but for the registry. */
const ofGateways = readdirSync(join(root, 'gateways'))
  .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  .map((name) => join('gateways', name));

const files = [
  ...ofGateways,
  ...rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|eta)$/.test(name))
      .map((name) => join(room, name)),
  ),
];

/** Names of kinds, and beginnings of ids that one of them gives, as they stand in a text. */
const foreign = (text: string): string[] => [
  ...(text.match(new RegExp(Object.keys(gatewayKinds).join('|'), 'gi')) ?? []),
  ...(text.match(/\b(?:pi|cs|evt|whsec|acct)_\w*/g) ?? []),
];

it('no room but that of its kind, and the registry, knows a gateway by its kind, or what its ids look like', () => {
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) =>
    foreign(readFileSync(join(root, file), 'utf8')).map((word) => `${file}: ${word}`),
  );
  expect(found).toEqual([]);
});

it('such words are found', () => {
  expect(foreign('Look it up in Stripe, under pi_3Nx or cs_...')).toEqual(['Stripe', 'pi_3Nx', 'cs_']);
});
