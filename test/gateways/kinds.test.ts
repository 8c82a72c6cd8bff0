import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { gatewayKinds } from '../../gateways/index.ts';

it.each(Object.keys(gatewayKinds))('%s is held to all that any gateway has to do', (kind) => {
  const file = new URL(`${kind}.test.ts`, import.meta.url);
  expect(existsSync(file) ? 'there' : `test/gateways/${kind}.test.ts is missing`).toBe('there');
  // The whole of it in one call: what the kind lacks is declared there, and counted.
  expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`gatewayContract\\(\\{[^}]*\\bkind(: ${kind})?,`));
});
