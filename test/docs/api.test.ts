import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { signatureOf } from '../../alerts/post.ts';

const text = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
const [, code = ''] = text.match(/```js\n(.*?)```/s) ?? [];

it('the check of an alert that docs/api.md shows takes ours, and neither another body, secret nor an old one', async () => {
  const { isOurs } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const body = Buffer.from('{"key":"order:shop:1/DISPUTED"}');
  const now = Math.floor(Date.now() / 1000);
  const header = signatureOf(body, 'secret', now);
  expect(isOurs(header, body, 'secret')).toBe(true);
  expect(isOurs(header, Buffer.from('{}'), 'secret')).toBe(false);
  expect(isOurs(header, body, 'another')).toBe(false);
  expect(isOurs(signatureOf(body, 'secret', now - 600), body, 'secret')).toBe(false);
  expect(isOurs('', body, 'secret')).toBe(false);
});
