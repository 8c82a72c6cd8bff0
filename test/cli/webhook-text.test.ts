import { expect, it } from 'vitest';
import { webhookText } from '../../cli/run-check.ts';

const url = 'https://pay.shop.example/store/cart/checkout/hints/webhooks';

it('a gateway that is told the address with each payment needs no webhook, and nobody is told to make one', () => {
  const text = webhookText({ gateway: 'hints', withEachPayment: url });
  expect(text).toContain('needs no webhook endpoint');
  expect(text).toContain(url);
});

it('what is shown once is told with the setting that it goes into', () => {
  const made = { id: 'w1', url, added: ['paid'], secret: '8PT597110X687430', setting: 'webhookId' };
  const text = webhookText({ gateway: 'hints', ...made });
  expect(text).toContain('8PT597110X687430');
  expect(text).toContain('gateways.hints.webhookId');
});
