import { describe, expect, it } from 'vitest';
import { minorUnitsOf } from '../../domain/currencies.ts';
import { Failure } from '../../domain/failure.ts';
import { decimalText } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import type { Suite } from './gateway-suite.ts';

/** Sums: in every currency the customer is asked for what we mean, and what is not taken is refused before anybody is asked. */
export function amountCases(suite: Suite): void {
  const { aNewRequest, failureOf } = suite;
  const gateway = () => suite.bench.makeGateway();
  const open = async (total: Money) => {
    const request = aNewRequest({ total, lines: [] });
    return { request, page: await gateway().openPage(request, `${request.paymentId}-1`) };
  };
  const refused = async (total: Money): Promise<Failure> => {
    const request = aNewRequest({ total, lines: [] });
    const failure = await failureOf(() => gateway().openPage(request, `${request.paymentId}-1`));
    expect(await suite.bench.pagesOf(request.paymentId)).toEqual([]);
    return failure;
  };
  /** A page over one unit, or over more where that is too little for the account: only the gateway knows its rates. */
  const smallest = async (currency: string, unit: number) => {
    for (const units of [1, 1_000, 1_000_000]) {
      try {
        return await open({ amount: units * unit, currency });
      } catch (error) {
        if (!(error instanceof Failure && error.code === 'GATEWAY_AMOUNT_REFUSED')) throw error;
      }
    }
    return expect.fail(`no page in ${currency}`);
  };

  describe('a sum', () => {
    it('is what the customer is shown, and what comes back, in every currency of ISO 4217 that is taken; the others are refused', async () => {
      let taken = 0;
      for (const [currency, places] of minorUnitsOf) {
        const range = gateway().amounts(currency);
        const unit = 10 ** places;
        if (!range) {
          const failure = await refused({ amount: 1_000 * unit, currency });
          expect([currency, failure.code]).toEqual([currency, 'GATEWAY_AMOUNT_REFUSED']);
          expect(failure.message).toContain(`no payments in ${currency}`);
          continue;
        }
        taken += 1;
        const { request, page } = await smallest(currency, unit);
        const shown = async (one: Page) => [currency, Number(await suite.bench.sumOf(one))];
        expect(await shown(page)).toEqual([currency, Number(decimalText(request.total))]);
        const [{ money }] = await gateway().inquire(request.paymentId, page.id);
        expect(money).toEqual(request.total);
      }
      expect(taken).toBeGreaterThan(0);
    }, 120_000);

    it('that is less or more than is taken, or no whole step, is refused with what is taken, and no page is opened', async () => {
      const { least, most, step } = gateway().amounts('EUR') ?? expect.fail('no euro');
      for (const amount of [least - step, most + step, Number.MAX_SAFE_INTEGER, 0, -least]) {
        const failure = await refused({ amount, currency: 'EUR' });
        expect(failure).toMatchObject({ code: 'GATEWAY_AMOUNT_REFUSED', kind: 'refused' });
        expect(failure.message).toMatch(/takes €\d.* to €\d/);
      }
      for (const currency of minorUnitsOf.keys()) {
        const range = gateway().amounts(currency);
        if (!range || range.step === 1) continue;
        const amount = range.step * 1_000_000 + 1;
        expect((await refused({ amount, currency })).message).toContain('in steps of');
      }
    });

    it('at the least that is taken is taken', async () => {
      const { least } = gateway().amounts('EUR') ?? expect.fail('no euro');
      const { page } = await open({ amount: least, currency: 'EUR' });
      await suite.bench.pay(page);
      expect(await suite.bench.chargesOf(page)).toEqual([{ amount: least, currency: 'EUR' }]);
    });
  });
}
