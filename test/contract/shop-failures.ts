import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { Failure } from '../../domain/failure.ts';
import type { Fault } from '../../sandbox/kit/faults.ts';
import type { Shop, ShopNotice } from '../../shops/shop.ts';
import type { Case, ShopBench } from './shop-bench.ts';
import { failureOf } from './shop-notices.ts';

const accepted = (id: string): ShopNotice => ({ kind: 'accepted', marker: `failures-${id}` });

/** How failures are sorted: was it sent? None may hold a key or a customer's data. */
export function failureCases(test: Case, at: () => ShopBench): void {
  const clean = (failure: Failure): Failure => {
    const everything = `${inspect(failure, { depth: 12, showHidden: true })} ${failure.stack}`;
    for (const secret of at().secrets) expect(everything).not.toContain(secret);
    return failure;
  };
  const start = { changedAt: '2030-01-01T00:00:00.000Z', id: '0' };
  const calls: [string, 'read' | 'write', (shop: Shop, id: string) => Promise<unknown>][] = [
    ['reading', 'read', (shop, id) => shop.readOrder(id)],
    ['writing', 'write', (shop, id) => shop.writeBack(id, accepted(id))],
    ['listing', 'read', (shop) => shop.listChanged(start, 5)],
  ];
  const faults: [string, Omit<Fault, 'times'>, Partial<Failure>][] = [
    [
      'a 429 with Retry-After',
      { kind: 'status', status: 429, retryAfter: 7 },
      { code: 'SHOP_AWAY', kind: 'away', retryAfterMs: 7000 },
    ],
    ['a 500', { kind: 'status', status: 500 }, { code: 'SHOP_ANSWER_LOST', kind: 'maybe' }],
    ['a 503', { kind: 'status', status: 503 }, { code: 'SHOP_ANSWER_LOST', kind: 'maybe' }],
    ['a body nobody can read', { kind: 'status', status: 200 }, { code: 'SHOP_ANSWER_LOST', kind: 'maybe' }],
    ['a time-out', { kind: 'timeout-before' }, { code: 'SHOP_ANSWER_LOST', kind: 'maybe' }],
    ['a reset', { kind: 'reset-before' }, { code: 'SHOP_ANSWER_LOST', kind: 'maybe' }],
    ['a 403', { kind: 'status', status: 403 }, { code: 'SHOP_LOGIN_REFUSED', kind: 'refused' }],
    ['a redirect', { kind: 'status', status: 302 }, { code: 'SHOP_REFUSED', kind: 'refused' }],
  ];

  for (const [doing, on, call] of calls) {
    for (const [what, fault, told] of faults) {
      const unanswered = fault.kind === 'timeout-before' || fault.kind === 'reset-before';
      // Reading has no effect: nothing was done, whatever became of the request.
      const expected: Partial<Failure> =
        unanswered && on === 'read' ? { code: 'SHOP_AWAY', kind: 'away' } : told;
      // One order can break a list: what follows of that is told with the lists.
      if (doing === 'listing' && what === 'a 500') continue;
      test(undefined, `tells ${what} while ${doing} as ${expected.code}, without keys`, async () => {
        const { id } = await at().placeOrder('plain');
        await at().fault(on, { ...fault, times: 1 });
        const timeoutMs = fault.kind === 'timeout-before' ? 1_000 : undefined;
        const failure = clean(await failureOf(call(at().shop({ timeoutMs }), id)));
        expect(failure).toMatchObject(expected);
        expect(failure.message).toContain(doing === 'listing' ? ' of ' : id);
        // Gone with the fault: the next call works.
        await call(at().shop(), id);
      });
    }

    test(undefined, `tells a wrong key while ${doing}, with each login, and changes nothing`, async () => {
      const { id } = await at().placeOrder('plain');
      for (const login of at().logins) {
        const failure = clean(await failureOf(call(at().shop({ login, wrongKey: true }), id)));
        expect(failure).toMatchObject({ code: 'SHOP_LOGIN_REFUSED', kind: 'refused' });
      }
      expect((await at().inShop(id)).texts).toEqual([]);
    });

    test(undefined, `tells that nobody is there while ${doing}, and that nothing was sent`, async () => {
      const failure = clean(await failureOf(call(at().shop({ nobodyThere: true }), '1')));
      expect(failure).toMatchObject({ code: 'SHOP_AWAY', kind: 'away' });
    });

    if (doing === 'listing') continue;
    test(undefined, `tells an order that isn't there while ${doing}`, async () => {
      for (const id of ['999999', '0', '-1', '01', 'abc', '../1', '1?fields=id', '']) {
        const failure = clean(await failureOf(call(at().shop(), id)));
        expect(failure).toMatchObject({ code: 'ORDER_NOT_FOUND', kind: 'refused' });
      }
    });

    test(
      undefined,
      `tells an order that can't be read while ${doing}, and nothing of the customer`,
      async () => {
        const { id } = await at().placeOrder('plain');
        const personal = await at().spoil(id);
        expect(personal.length).toBeGreaterThan(2);
        const failure = clean(await failureOf(call(at().shop(), id)));
        expect(failure).toMatchObject({ code: 'ORDER_UNREADABLE', kind: 'refused' });
        expect(failure.message).toContain(`order ${id} `);
        expect(failure.message).toContain('total');
        for (const word of personal) expect(inspect(failure, { depth: 12 })).not.toContain(word);
      },
    );
  }

  test(undefined, 'does not book as paid when the order could not be read first', async () => {
    const { id } = await at().placeOrder('plain');
    await at().fault('read', { kind: 'status', status: 503, times: 1 });
    await failureOf(at().shop().writeBack(id, accepted(id)));
    expect(await at().inShop(id)).toMatchObject({ texts: [], bookings: 0 });
  });
}
