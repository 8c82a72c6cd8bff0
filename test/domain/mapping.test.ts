import { describe, expect, it } from 'vitest';
import { mapCarrier, mapPayment } from '../../domain/mapping.ts';
import { PaymentMapping } from '../../domain/schemas/mapping.ts';
import { anOrder } from './orders-given.ts';

const order = anOrder({ payment: { code: 'stripe_payments', title: 'Carta di credito' } });
const stripe = { method: 'stripe_payments', erpPayment: '8', collect: 'stripe' };

describe("the mapping of an order's payment", () => {
  it('gives the ERP payment and the gateway that takes the money', () => {
    expect(mapPayment(order, [stripe])).toEqual({
      erpPayment: '8',
      collect: { by: 'gateway', gateway: 'stripe' },
    });
  });

  it('says when that gateway takes the money, where the line says so', () => {
    expect(mapPayment(order, [{ ...stripe, capture: 'onShipment' }]).collect).toEqual({
      by: 'gateway',
      gateway: 'stripe',
      capture: 'onShipment',
    });
    expect(() => PaymentMapping.parse({ ...stripe, capture: 'later' })).toThrow();
  });

  it('says which methods the page of that gateway offers, where the line says so', () => {
    expect(mapPayment(order, [{ ...stripe, paymentMethods: ['card'] }]).collect).toEqual({
      by: 'gateway',
      gateway: 'stripe',
      paymentMethods: ['card'],
    });
    expect(() => PaymentMapping.parse({ ...stripe, paymentMethods: [] })).toThrow();
  });

  it('knows money that comes offline and money that the shop took', () => {
    for (const way of ['offline', 'prepaid'] as const)
      expect(mapPayment(order, [{ ...stripe, collect: way }])).toEqual({
        erpPayment: '8',
        collect: { by: way },
      });
  });

  it('finds a method by its code, or else by its exact title', () => {
    const byTitle = { ...stripe, method: 'Carta di credito', erpPayment: '9' };
    expect(mapPayment(order, [byTitle]).erpPayment).toBe('9');
    expect(mapPayment(order, [byTitle, stripe]).erpPayment).toBe('8');
    expect(mapPayment(order, [{ ...stripe, method: 'carta di credito' }]).collect.by).toBe('unmapped');
    expect(mapPayment(order, [{ ...stripe, method: 'stripe' }]).collect.by).toBe('unmapped');
  });

  it('prefers a line for this shop to one for all, wherever it stands', () => {
    const ofShop = { ...stripe, shop: 'brescia', erpPayment: '10' };
    for (const mapping of [
      [stripe, ofShop],
      [ofShop, stripe],
    ])
      expect(mapPayment(order, mapping).erpPayment).toBe('10');
  });

  it("never uses another shop's line", () => {
    expect(mapPayment(order, [{ ...stripe, shop: 'milano' }])).toEqual({ collect: { by: 'unmapped' } });
  });

  it('goes on without an ERP payment where nothing is mapped', () => {
    expect(mapPayment(order, [])).toEqual({ collect: { by: 'unmapped' } });
  });

  it('collects nothing where there is nothing to pay, mapped or not', () => {
    const free = { ...order, total: 0 };
    expect(mapPayment(free, [stripe])).toEqual({ erpPayment: '8', collect: { by: 'prepaid' } });
    expect(mapPayment(free, [])).toEqual({ erpPayment: undefined, collect: { by: 'prepaid' } });
  });

  it('takes the ERP payment as a number or a text, and no line with a word too many', () => {
    expect(PaymentMapping.parse({ ...stripe, erpPayment: 8 })).toEqual(stripe);
    expect(() => PaymentMapping.parse({ ...stripe, gateway: 'stripe' })).toThrow();
    expect(() => PaymentMapping.parse({ ...stripe, method: '' })).toThrow();
  });
});

describe("the mapping of an order's carrier", () => {
  const sent = anOrder({ carrier: { code: 'ups', title: 'UPS Express' } });
  const ups = { carrier: 'ups', erpCarrier: '602.00001' };

  it('goes by its code, or else by its exact title, and by a line for this shop first', () => {
    expect(mapCarrier(sent, [ups])).toBe('602.00001');
    const byTitle = { carrier: 'UPS Express', erpCarrier: '602.00002' };
    expect(mapCarrier(sent, [byTitle])).toBe('602.00002');
    expect(mapCarrier(sent, [byTitle, ups])).toBe('602.00001');
    expect(mapCarrier(sent, [ups, { ...ups, shop: sent.shop, erpCarrier: '602.00003' }])).toBe('602.00003');
  });

  it('is none where none is mapped, or nothing is shipped', () => {
    expect(mapCarrier(sent, [{ ...ups, carrier: 'dhl' }])).toBeUndefined();
    expect(mapCarrier(sent, [{ ...ups, shop: 'elsewhere' }])).toBeUndefined();
    expect(mapCarrier(anOrder({ carrier: undefined }), [ups])).toBeUndefined();
  });
});
