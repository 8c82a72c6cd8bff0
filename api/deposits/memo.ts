import type { WorkflowHandle } from '@temporalio/client';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { Money } from '../../domain/schemas/money.ts';

/** What is kept beside a deposit's workflow, readable when it is closed too. */
export const DepositMemo = z.object({
  /** SHA-256 of the request: the same key with another is a conflict. */
  request: z.string(),
  description: z.string(),
  total: Money,
  locale: z.enum(['it', 'en']),
});
export type DepositMemo = z.infer<typeof DepositMemo>;

/** What a deposit was asked for. Throws CHECKOUT_LINK_INVALID for a payment that is none. */
export async function depositOf(handle: WorkflowHandle): Promise<DepositMemo> {
  const { memo } = await handle.describe();
  const read = DepositMemo.safeParse(memo?.deposit);
  if (read.success) return read.data;
  throw new Failure('CHECKOUT_LINK_INVALID', 'refused', `${handle.workflowId} is no deposit`);
}
