import { afterAll, beforeAll, describe } from 'vitest';
import { type ErpBench, type Optional, suite } from './erp-bench.ts';
import { changeCases } from './erp-changes.ts';
import { checkCases } from './erp-check.ts';
import { customerCases } from './erp-customers.ts';
import { documentCases } from './erp-documents.ts';
import { failureCases } from './erp-failures.ts';
import { moneyCases } from './erp-money.ts';

/** What every ERP connector has to do. A case the ERP can't have is declared with the reason. */
export function erpContract(options: {
  name: string;
  open(): Promise<ErpBench>;
  cannot?: Partial<Record<Optional, string>>;
}): void {
  describe(`${options.name} as an ERP`, () => {
    let bench: ErpBench;
    beforeAll(async () => {
      bench = await options.open();
    });
    afterAll(() => bench?.close());
    const shared = suite(
      () => bench,
      (what) => options.cannot?.[what] === undefined,
    );

    documentCases(shared);
    customerCases(shared);
    changeCases(shared);
    checkCases(shared);
    failureCases(shared);
    moneyCases(shared);
  });
}
