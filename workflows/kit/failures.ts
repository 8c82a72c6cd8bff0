import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import type { FailureCode, FailureKind } from '../../domain/failure.ts';

/**
 * A failed activity as an attention that a person can read. Any other error is a fault of ours: it is thrown on, so that
 * the workflow task waits for the repair instead of the order ending.
 */
export function attentionOf(error: unknown, whenLost: FailureCode): Attention {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (cause instanceof ApplicationFailure && cause.type) {
    return { code: cause.type as FailureCode, text: cause.message };
  }
  if (cause instanceof TimeoutFailure)
    return { code: whenLost, text: `${error.activityType}: no answer in time` };
  return { code: whenLost, text: `${error.activityType}: ${cause?.message ?? error.message}` };
}

/** An activity's failure, and what it means for what was asked; `nothingDone`: no attempt of it did anything. */
type FailedCall = Attention & { kind: FailureKind; nothingDone: boolean };

/** The same with what it means for what was asked: a call that no worker began did nothing, any other that ended without a word may have. */
export function failedCall(error: unknown, whenLost: FailureCode): FailedCall {
  const attention = attentionOf(error, whenLost);
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (cause instanceof TimeoutFailure)
    return {
      ...attention,
      kind: cause.timeoutType === 'SCHEDULE_TO_START' ? 'away' : 'maybe',
      nothingDone: false,
    };
  const [detail] = cause instanceof ApplicationFailure ? (cause.details ?? []) : [];
  const { kind = 'maybe', nothingDone = false } = (detail ?? {}) as Partial<FailedCall>;
  return { ...attention, kind, nothingDone };
}
