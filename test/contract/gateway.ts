import { afterAll, beforeAll, describe } from 'vitest';
import { amountCases } from './gateway-amounts.ts';
import { answerCases } from './gateway-answers.ts';
import { type GatewayBench, type Optional, suite } from './gateway-bench.ts';
import { checkCases } from './gateway-check.ts';
import { failureCases } from './gateway-failures.ts';
import { listCases } from './gateway-lists.ts';
import { notificationCases } from './gateway-notifications.ts';
import { pageCases } from './gateway-pages.ts';
import { refundCases } from './gateway-refunds.ts';
import { signatureCases } from './gateway-signatures.ts';
import { sinceCases } from './gateway-since.ts';

/** What every gateway connector has to do. A case the gateway can't have is declared with the reason. */
export function gatewayContract(options: {
  name: string;
  open(): Promise<GatewayBench>;
  cannot?: Partial<Record<Optional, string>>;
}): void {
  describe(`${options.name} as a gateway`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await options.open();
    });
    afterAll(() => bench?.close());
    const shared = suite(
      () => bench,
      (what) => options.cannot?.[what] === undefined,
    );

    pageCases(shared);
    amountCases(shared);
    answerCases(shared);
    failureCases(shared);
    signatureCases(shared);
    notificationCases(shared);
    refundCases(shared);
    sinceCases(shared);
    listCases(shared);
    checkCases(shared);
  });
}
