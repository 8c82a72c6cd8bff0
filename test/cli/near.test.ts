import { expect, it } from 'vitest';
import { alike, isNear } from '../../cli/near.ts';
import { wrapped } from '../../cli/text.ts';

it.each([
  ['stripe_payments', 'Stripe Payments'],
  ['bonifico', ' Bonifico '],
  ['Città', 'citta'],
  ['cash-on-delivery', 'cashondelivery'],
])('"%s" is nearly "%s"', (a, b) => {
  expect(isNear(a, b)).toBe(true);
});

it('what is the same is not near, and neither is another word', () => {
  expect(isNear('bonifico', 'bonifico')).toBe(false);
  expect(isNear('stripe', 'stripe_payments')).toBe(false);
});

it('names are alike that share most telling words', () => {
  const payments = [
    'Bonifico bancario anticipato',
    'Bonifico 30 gg',
    'Carta di credito',
    'Pagamento in contanti',
  ];
  const found = (...names: string[]) => alike(names, payments, (name) => name);
  expect(found('Bonifico Bancario', 'banktransfer')).toEqual(['Bonifico bancario anticipato']);
  expect(found('bonifico')).toEqual(['Bonifico bancario anticipato', 'Bonifico 30 gg']);
  expect(found('Carta', 'di')).toEqual(['Carta di credito']);
  expect(found('Pagamento', 'payment')).toEqual([]);
});

it('text is broken between words, and a word that is too long stays whole', () => {
  expect(wrapped('one two three four', 9)).toBe('one two\nthree\nfour');
  expect(wrapped('see https://pay.example.it/a/long/address now', 12)).toBe(
    'see\nhttps://pay.example.it/a/long/address\nnow',
  );
  expect(wrapped('first\n  second line', 40)).toBe('first\nsecond line');
});
