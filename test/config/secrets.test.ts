import { expect, it } from 'vitest';
import { isSecretName } from '../../domain/schemas/fields.ts';
import { changed, demo, env, refusal } from './given.ts';

const secrets = [...demo.matchAll(/(\w+): \$\{(\w+)\}/g)]
  .map(([line, field = '', variable = '']) => ({ line, field, variable }))
  .filter(({ field }) => isSecretName(field));

it('the demo has a secret of every sort', () => {
  expect([...new Set(secrets.map(({ field }) => field))].sort()).toEqual([
    'accessToken',
    'announceSecret',
    'apiKey',
    'apiPassword',
    'checkoutSecret',
    'clientSecret',
    'key',
    'merchantKey',
    'password',
    'secretKey',
    'webhookSecret',
  ]);
});

const HIDDEN = 'hunter2';
const literals = ['', '"', "'", '*', '!', '@', '{', '[', '|', '&', '${', '? '].flatMap((sign) =>
  secrets.map(({ line, field }) => ({ sign, field, text: changed(line, `${field}: ${sign}${HIDDEN}-x`) })),
);
it.each(literals)('a secret written as $sign... at $field is refused and never repeated', ({ text }) => {
  expect(refusal(text).lines.join('\n')).not.toContain(HIDDEN);
});

const bad = ['x y', 'x', 'sk_live_x', 'pk_test_x', '', '\n'].flatMap((ending) =>
  secrets.map(({ variable }) => ({ variable, value: `${HIDDEN}${ending}` })),
);
it.each(bad)('no mistake tells what $variable holds', ({ variable, value }) => {
  const text = changed('order: 72h', 'order: 72');
  expect(refusal(text, { ...env, [variable]: value }).lines.join('\n')).not.toContain(HIDDEN);
});

it('with mistakes everywhere, no value of the environment is told', () => {
  const everywhere = Object.fromEntries(Object.keys(env).map((name) => [name, `${HIDDEN} of ${name}`]));
  const { lines } = refusal(demo, everywhere);
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.join('\n')).not.toContain(HIDDEN);
});

it.each(['secretKey', 'webhookSecret', 'password', 'accessToken', 'key'])('%s is a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});
it.each(['publicKey', 'consumerKey', 'url', 'tokenLifetime'])('%s is none', (name) => {
  expect(isSecretName(name)).toBe(false);
});
