import { describe, expect, it } from 'vitest';
import { asFailure, failureOf, paid } from '../contract/shop-notices.ts';
import { freshMagento } from './magento-bench.ts';

const { books, call, place, shop, steer } = freshMagento();
const ships = { writeBack: { shipment: true, shipped: 'fraud' } };
const sent = { carrier: 'GLS Italy', trackingNumber: 'M1 900/7' };
const shipped = { kind: 'document', marker: 'd', document: 'OX 1/1', state: 'shipped' } as const;
const shirt = { sku: 'SHIRT', price: 39.9, qty: 2, taxPercent: 22 };

describe('a document that was shipped', () => {
  it('makes the shipment of an order, with carrier and number, once, and completes one that is invoiced', async () => {
    const { id, order } = await place({ items: [shirt, { ...shirt, sku: 'POLO', variant: 'Blu-M' }] });
    const total = Math.round(order.grand_total * 100);
    await shop().writeBack(id, paid({ total, currency: 'EUR' }, 'p'));
    const told = await shop({ writeBack: { shipment: true } }).writeBack(id, { ...shipped, shipment: sent });
    expect(told).toBe('comment written: document shipped, shipment 1 made');
    expect(books().shipments).toMatchObject([
      {
        order_id: Number(id),
        tracks: [{ track_number: 'M1 900/7', title: 'GLS Italy', carrier_code: 'custom' }],
        items: [{ qty: 2 }, { qty: 2 }],
      },
    ]);
    expect([order.state, order.status]).toEqual(['complete', 'complete']);
    expect(order.status_histories.at(-1)?.comment).toMatch(
      /^Documento OX 1\/1 nel gestionale: spedito con GLS Italy, spedizione M1 900\/7\.\n\[incasso:d#/,
    );
    await shop(ships).writeBack(id, { ...shipped, shipment: sent });
    expect([books().shipments.length, order.status_histories.length]).toEqual([1, 1]);
  });

  it('gets the status that is set for it after the shipment, one of those of the state that it has then', async () => {
    const { id, order } = await place();
    expect(await shop(ships).writeBack(id, shipped)).toBe(
      'comment written: document shipped, status fraud, shipment 1 made',
    );
    expect([order.state, order.status]).toEqual(['processing', 'fraud']);
    expect(books().shipments).toMatchObject([{ tracks: [] }]);
  });

  it('makes none unless that is set, nor for a document that was invoiced', async () => {
    const { id } = await place();
    await shop().writeBack(id, shipped);
    await shop(ships).writeBack(id, { ...shipped, marker: 'i', state: 'invoiced' });
    expect(books().shipments).toEqual([]);
  });

  it('leaves what people shipped, and ships the rest', async () => {
    const { id, order } = await place({ items: [shirt, { ...shirt, sku: 'POLO' }] });
    const [first] = order.items;
    if (first) first.qty_shipped = 2;
    await shop(ships).writeBack(id, shipped);
    expect(books().shipments).toMatchObject([{ items: [{ sku: 'POLO', qty: 2 }] }]);
    const other = await place();
    await call(`/order/${other.id}/ship`);
    expect(await shop({ writeBack: { shipment: true } }).writeBack(other.id, shipped)).toContain(
      'no shipment: nothing is left to ship',
    );
    expect(books().shipments).toHaveLength(2);
  });

  it.each([['canceled'], ['closed'], ['holded'], ['payment_review']])(
    'makes none of an order that is %s, and says so',
    async (state) => {
      const { id, order } = await place();
      Object.assign(order, { state, status: state });
      expect(await shop(ships).writeBack(id, shipped)).toContain(`no shipment: its state is ${state}`);
      expect([books().shipments, order.status_histories.length]).toEqual([[], 1]);
    },
  );

  it('makes none of what is not shipped', async () => {
    const { id } = await place({ items: [{ ...shirt, virtual: true }] });
    expect(await shop({ writeBack: { shipment: true } }).writeBack(id, shipped)).toContain(
      'nothing is left to ship',
    );
    expect(books().shipments).toEqual([]);
  });

  it('makes one, whatever happens to the answers', async () => {
    const { id } = await place();
    await steer('/faults', { kind: 'reset-after', method: 'POST', path: '/ship', times: 1 });
    const settings = { writeBack: { shipment: true }, serverLimit: 700 };
    const failure = await shop(settings)
      .writeBack(id, shipped)
      .then(() => undefined, asFailure);
    expect(failure).toMatchObject({ code: 'SHOP_ANSWER_LOST', kind: 'maybe', retryAfterMs: 700 });
    expect(await shop(settings).writeBack(id, shipped)).toContain('nothing is left to ship');
    expect(books().shipments).toHaveLength(1);
  });

  it("is refused in the shop's own words where it makes no shipment, and no comment says otherwise", async () => {
    const { id, order } = await place();
    await steer('/faults', { kind: 'status', status: 400, method: 'POST', path: '/ship', times: 1 });
    expect((await failureOf(shop(ships).writeBack(id, shipped))).code).toBe('SHOP_REFUSED');
    expect(order.status_histories).toEqual([]);
  });
});
