import {
  ApplicationFailure,
  CancellationScope,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { attentionCatalogue } from '../domain/attention.ts';
import type { Message } from '../domain/schemas/message.ts';
import { escapeMarkdown } from './details.ts';
import { descriptions, type Signed, settledUpdate } from './messages.ts';
import { searchAttributes as key } from './search-attributes.ts';

export interface LateMessageInput {
  gateway: string;
  paymentId: string;
  message: Message;
}

/** Holds a message for a payment that is no longer followed, until a person says what was done about it. */
export async function lateMessage({ gateway, paymentId, message }: LateMessageInput): Promise<Signed> {
  let settled: Signed | undefined;
  setCurrentDetails(
    `## ${message.fact}\n\n${attentionCatalogue.LATE_MESSAGE}\n\nPayment ${paymentId} on ${gateway}: ${escapeMarkdown(message.status)}, charge ${message.charge ?? 'unknown'}, ${message.at}.`,
  );
  setHandler(
    settledUpdate,
    (signed) => {
      settled = signed;
      return 'Settled.';
    },
    {
      description: descriptions.settled,
      validator: (signed) => {
        if (!signed?.operator || !signed.reason)
          throw ApplicationFailure.nonRetryable(
            'Say who you are and why: {"operator": "...", "reason": "..."}',
            'UNSIGNED',
          );
      },
    },
  );
  await CancellationScope.nonCancellable(() => condition(() => settled !== undefined));
  upsertSearchAttributes([
    { key: key.Attention, value: null },
    { key: key.Stage, value: 'DONE' },
  ]);
  return settled as Signed;
}
