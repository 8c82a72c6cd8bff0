import { ActivityFailure, ApplicationFailure, sleep, TimeoutFailure } from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import type { Document, DocumentDraft } from '../../domain/schemas/document.ts';
import type { Timing } from '../../domain/timing.ts';
import { findingCalls, writingCalls } from './calls.ts';
import type { Clock } from './clock.ts';
import { attentionOf } from './failures.ts';

/**
 * Writes the document, once. Where the answer to a create was lost, it looks for the document only after the ERP's own
 * limit: looking sooner could miss it, and a second one would be written. `silent` is called when the ERP keeps losing
 * answers.
 */
export async function writeOnce(
  clock: Clock,
  erp: string,
  draft: DocumentDraft,
  timing: Timing,
  silent: (attention: Attention) => void,
): Promise<Document> {
  const calls = writingCalls(clock, erp, timing);
  const since = clock.text;
  for (let lost = 1; ; lost += 1) {
    try {
      return await calls.writeDocument(erp, draft);
    } catch (error) {
      const attention = attentionOf(error, 'ERP_ANSWER_LOST');
      const patienceOver = outOfPatience(error);
      if (!patienceOver && attention.code !== 'ERP_ANSWER_LOST') throw error;
      if (patienceOver) silent(away(erp, since, attention));
      else if (lost >= 3) silent(attention);
      if (patienceOver === 'unsent') continue;
      await sleep(timing.erpLimitMs * (patienceOver ? 1 : Math.min(lost, 12)), {
        summary: 'Wait until the ERP can no longer be at work on it',
      });
    }
  }
}

/** The document of this reference, if the ERP has one; asked without end. `silent` is called when the ERP takes no calls. */
export async function findEarlier(
  clock: Clock,
  erp: string,
  reference: string,
  timing: Timing,
  silent: (attention: Attention) => void,
): Promise<Document | undefined> {
  const since = clock.text;
  for (;;) {
    try {
      return await findingCalls(clock, erp, timing).findDocument(erp, reference);
    } catch (error) {
      const attention = attentionOf(error, 'ERP_AWAY');
      if (!outOfPatience(error)) throw error;
      silent(away(erp, since, attention));
    }
  }
}

const away = (erp: string, since: string, { text }: Attention): Attention => ({
  code: 'ERP_AWAY',
  text: `${erp} took no call since ${since}: ${text}`,
});

/** Whether it was tried until people should be told; `unsent`: no call is under way any more. */
function outOfPatience(error: unknown): 'unsent' | 'maybe' | undefined {
  if (!(error instanceof ActivityFailure)) return undefined;
  const { cause } = error;
  // The call would have been repeated, but the time for that was over.
  if (cause instanceof ApplicationFailure) return cause.nonRetryable ? undefined : 'unsent';
  if (!(cause instanceof TimeoutFailure)) return undefined;
  if (cause.timeoutType === 'SCHEDULE_TO_START') return 'unsent';
  return cause.timeoutType === 'SCHEDULE_TO_CLOSE' ? 'maybe' : undefined;
}
