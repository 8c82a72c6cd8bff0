import { afterAll, beforeAll, describe } from 'vitest';
import type { GatewayKind, PageWindow } from '../../gateways/kind.ts';
import { amountCases } from './gateway-amounts.ts';
import { answerCases } from './gateway-answers.ts';
import { askingCases } from './gateway-asking.ts';
import type { GatewayBench } from './gateway-bench.ts';
import { captureCases } from './gateway-captures.ts';
import { checkCases } from './gateway-check.ts';
import { failureCases } from './gateway-failures.ts';
import { holdCases } from './gateway-holds.ts';
import { kindCases } from './gateway-kind.ts';
import { listCases } from './gateway-lists.ts';
import { notificationCases } from './gateway-notifications.ts';
import { pageCases } from './gateway-pages.ts';
import { refundCases } from './gateway-refunds.ts';
import { signatureCases } from './gateway-signatures.ts';
import { sinceCases } from './gateway-since.ts';
import { type Feature, suite } from './gateway-suite.ts';

/**
 * What every gateway connector has to do. What a kind lacks is declared with the reason; a kind that is registered and has not run
 * this fails (`test/gateways/kinds.test.ts`). `window`: how long its pages are open by the settings of the bench.
 */
export function gatewayContract(options: {
  name: string;
  kind: GatewayKind;
  window: PageWindow;
  open(): Promise<GatewayBench>;
  cannot?: Partial<Record<Feature, string>>;
}): void {
  const { name, kind, window, open, cannot = {} } = options;
  describe(`${name} as a gateway`, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench?.close());
    const shared = suite(() => bench, { name, kind, window, cannot });

    kindCases(shared, window, cannot);
    pageCases(shared);
    amountCases(shared);
    answerCases(shared);
    askingCases(shared);
    captureCases(shared);
    holdCases(shared);
    failureCases(shared);
    signatureCases(shared);
    notificationCases(shared);
    refundCases(shared);
    sinceCases(shared);
    listCases(shared);
    checkCases(shared);
  });
}
