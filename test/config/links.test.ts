import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkoutLinks } from '../../config/links.ts';
import { Failure } from '../../domain/failure.ts';

const secret = 'the-secret-of-checkout-links-in-tests';
const links = checkoutLinks('https://pay.example.it/', secret);
const part = (text: string) => Buffer.from(text).toString('base64url');
const signedBy = (signed: string, key = secret, hash = 'sha256') =>
  `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
const read = (token: string) => {
  try {
    return links.read(token);
  } catch (error) {
    return error instanceof Failure ? error.code : error;
  }
};

const HEADER = part('{"alg":"HS256"}');
const signed = `${HEADER}.${part('["demo","12"]')}`;

describe('a checkout link', () => {
  // Tokens of links that customers already have: made by jose 6.2, with the same secret.
  it.each([
    ['eyJhbGciOiJIUzI1NiJ9.WyJkZW1vIiwiMTIiXQ.mqSlQgeVGjkOf-qcI6MlnXC3y5WfIvG4VY7IYBLObXM', ['demo', '12']],
    [
      'eyJhbGciOiJIUzI1NiJ9.WyJkZW1vLXByZXN0YSIsIsOoLzciXQ.UokDea6eFHIaaHCJN9YdlDYu50GXrwHyMrzlCakdsO4',
      ['demo-presta', 'è/7'],
    ],
    ['eyJhbGciOiJIUzI1NiJ9.eyJwYXltZW50IjoicC0xIn0.Z2tioqvjfRvQf7vEZVJUF1dEidvYD5_U6MQw_KRdkSI', ['p-1']],
  ])('is %s, as it always was', (token, [first = '', id]) => {
    const target = id === undefined ? { payment: first } : { shop: first, id };
    const url = id === undefined ? links.paymentUrl(first) : links.url(first, id);
    expect(url).toBe(`https://pay.example.it/checkout/${token}`);
    expect(links.read(token)).toEqual(target);
  });

  it.each([
    ['without a signature', signed],
    ['with an empty signature', `${signed}.`],
    ['by another secret', signedBy(signed, `${secret}!`)],
    ['by another hash', signedBy(signed, secret, 'sha512')],
    [
      'of another order under its signature',
      `${HEADER}.${part('["demo","13"]')}.${signedBy(signed).split('.')[2]}`,
    ],
    ['whose header says that there is no signature', `${part('{"alg":"none"}')}.${part('["demo","12"]')}.`],
    ['with another header that was signed', signedBy(`${part('{"alg":"HS512"}')}.${part('["demo","12"]')}`)],
    ['with a fourth part', `${signedBy(signed)}.x`],
    ['with padding', `${signedBy(signed)}=`],
    ['with another last letter of the same bytes', signedBy(signed).replace(/M$/, 'N')],
    ['of something else that was signed', signedBy(`${HEADER}.${part('["demo","12","x"]')}`)],
    ['of nothing', ''],
    ['of dots', '..'],
  ])('%s is none of ours', (_what, token) => {
    expect(read(token)).toBe('CHECKOUT_LINK_INVALID');
  });
});
