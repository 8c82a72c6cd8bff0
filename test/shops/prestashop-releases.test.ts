import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case, ShopBench } from '../contract/shop-bench.ts';
import { listingCases } from '../contract/shop-listing.ts';
import { paid } from '../contract/shop-notices.ts';
import { readingCases } from '../contract/shop-reading.ts';
import { openPrestashop, type Variant } from './prestashop-contract-bench.ts';

const variants: Variant[] = [
  { version: '1.7', timezone: 'America/New_York', output: 'json' },
  { version: '9', timezone: 'Australia/Lord_Howe', output: 'json' },
];

for (const variant of variants) {
  const { version, timezone, output } = variant;
  describe(`PrestaShop ${version} in ${timezone}, asked in ${output}`, () => {
    let bench: ShopBench;
    beforeAll(async () => {
      bench = await openPrestashop(variant);
    });
    afterAll(() => bench.close());
    const register: Case = (_needs, title, run) => it(title, run);
    readingCases(register, () => bench);
    listingCases(register, () => bench);

    it('is told that an order was paid, once', async () => {
      const { id } = await bench.placeOrder('plain');
      const shop = bench.shop();
      const notice = paid(await shop.readOrder(id), `paid-${id}`);
      await shop.writeBack(id, notice);
      expect(await shop.writeBack(id, notice)).toBe('written earlier');
      expect(await bench.inShop(id)).toMatchObject({ bookings: 1, booked: 14570 });
      expect((await shop.readOrder(id)).payment.reference).toBe(`pi_paid-${id}`);
    });
  });
}
