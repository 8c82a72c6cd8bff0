import type { UpdateDefinition } from '@temporalio/common';
import { setHandler } from '@temporalio/workflow';
import { taskTime, taskTimeText } from '../kit/clock.ts';
import { assertSigned, assertUnchanged, refusal } from '../kit/operator-queue.ts';
import { type Counted, lastSetBack, type Signed } from '../kit/operators.ts';
import type { Standing, StandingState } from './life.ts';

/** From when on an operator has it read again; UTC, ISO 8601. */
interface SetBack extends Signed {
  since: string;
}

/** A standing workflow that remembers who last set it back. */
interface SetBackState extends StandingState {
  setBack?: SetBack & Counted;
}

/** What is particular to one of them. */
interface Back {
  description: string;
  /** Until when all was read, and for how long the other side keeps it, in milliseconds. */
  read(): { until: string; keptMs?: number };
  /** Goes back to a time; answers from when on it reads, as it dates that. */
  goBack(since: string): string;
  /** What the operator is told. */
  answer(since: string): string;
}

/** Lets operators have it read again, unless somebody else set it back since their form was opened. */
export function listenToSetBack<State extends SetBackState>(
  standing: Standing<State>,
  state: State,
  update: UpdateDefinition<string, [SetBack]>,
  { description, read, goBack, answer }: Back,
): void {
  setHandler(
    update,
    (signed) => {
      assertUnchanged(signed, lastSetBack(state.setBack));
      standing.loop.wake();
      const { operator, reason } = signed;
      const since = goBack(signed.since);
      const n = (state.setBack?.n ?? 0) + 1;
      state.setBack = { operator, reason, since, n, at: taskTimeText() };
      return answer(since);
    },
    {
      description,
      validator: (signed) => {
        assertSigned(signed);
        assertSince(signed.since, read());
      },
    },
  );
}

/** Checks a time that an operator wants to set back to; throws what the operator should have written. */
function assertSince(since: unknown, { until, keptMs }: { until: string; keptMs?: number }): void {
  const time = typeof since === 'string' && ZONED.test(since) ? Date.parse(since) : Number.NaN;
  if (Number.isNaN(time))
    throw refusal('SINCE_UNREADABLE', 'Say since when, in UTC: "since": "2026-03-02T10:00:00Z"');
  if (time > Date.parse(until))
    throw refusal('SINCE_TOO_LATE', `Nothing was skipped: all until ${until} was read. Say an earlier time.`);
  if (keptMs !== undefined && time < taskTime() - keptMs)
    throw refusal('SINCE_TOO_EARLY', `It is kept for ${keptMs / DAY_MS} days. Say a later time.`);
}

const DAY_MS = 24 * 3_600_000;
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
