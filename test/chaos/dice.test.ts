import { expect, it } from 'vitest';
import { Dice } from '../../chaos/dice.ts';
import { Weather } from '../../chaos/weather.ts';

const call = { method: 'POST', url: '/v1/checkout/sessions' };
const hundred = Array.from({ length: 100 }, (_, n) => n);

it('the same seed draws the same, in whatever order it is asked; another seed draws other things', () => {
  const forwards = new Dice(7);
  const backwards = new Dice(7);
  const upwards = hundred.map((n) => forwards.share('order', n));
  const downwards = hundred.toReversed().map((n) => backwards.share('order', n));
  expect(downwards.toReversed()).toEqual(upwards);
  expect(hundred.map((n) => new Dice(8).share('order', n))).not.toEqual(upwards);
});

it('a choice comes as often as its weight says', () => {
  const dice = new Dice(3);
  const drawn = Array.from({ length: 10_000 }, (_, n) => dice.oneOf({ often: 95, seldom: 5, never: 0 }, n));
  const share = (name: string) => drawn.filter((draw) => draw === name).length / drawn.length;
  expect(share('seldom')).toBeGreaterThan(0.04);
  expect(share('seldom')).toBeLessThan(0.06);
  expect(share('never')).toBe(0);
});

it('as much goes wrong as is promised: 5% of the notifications are lost, 10% told twice, and calls fail in every way', () => {
  const weather = new Weather(new Dice(3));
  const misdelivered = weather.ofWebhooks(['lose', 'duplicate', 'duplicate-new-id', 'reorder', 'delay']);
  for (let n = 0; n < 10_000; n += 1) {
    misdelivered();
    weather.at('mexal')({ ...call, url: '/webapi/risorse' });
  }
  const { webhooks = {}, mexal = {} } = weather.counts;
  const told = (webhooks.duplicate ?? 0) + (webhooks['duplicate-new-id'] ?? 0);
  expect(webhooks.lose).toBeGreaterThan(400);
  expect(told).toBeGreaterThan(850);
  expect(webhooks.reorder).toBeGreaterThan(400);
  expect(Object.keys(mexal).sort()).toEqual(
    [
      ...['late', 'latency', 'latency-after', 'reset-after', 'reset-before', 'status', 'status-after'],
      ...['timeout-after', 'timeout-before', 'too many'],
    ].sort(),
  );
});

it('pages for people work, and so does everything once the weather clears up', () => {
  const weather = new Weather(new Dice(3));
  const mishaps = (url: string) => hundred.flatMap(() => weather.at('stripe')({ ...call, url }) ?? []);
  expect(mishaps('/v1/checkout/sessions').length).toBeGreaterThan(0);
  expect(mishaps('/pay/cs_test_1/pay')).toEqual([]);
  weather.clearsUp();
  expect(mishaps('/v1/checkout/sessions')).toEqual([]);
  expect(hundred.flatMap(() => weather.ofWebhooks(['lose'])() ?? [])).toEqual([]);
});
