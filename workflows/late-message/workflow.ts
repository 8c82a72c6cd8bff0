import {
  CancellationScope,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { attentionCatalogue } from '../../domain/attention.ts';
import { Alerts } from '../kit/alerts.ts';
import { Loop } from '../kit/loop.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { assertSigned } from '../kit/operator-queue.ts';
import {
  type ActionOffer,
  actionsQuery,
  operatorDescriptions,
  type Signed,
  settledUpdate,
} from '../kit/operators.ts';
import { searchAttributes as key } from '../kit/search-attributes.ts';
import type { LateMessageInput } from './messages.ts';

/** Holds a message for a payment that is no longer followed, until a person says what was done about it. */
export async function lateMessage({ gateway, paymentId, message }: LateMessageInput): Promise<Signed> {
  const loop = new Loop();
  let dismissed: Signed | undefined;
  setCurrentDetails(
    `## ${message.fact}\n\n${attentionCatalogue.LATE_MESSAGE}\n\nPayment ${paymentId} on ${gateway}: ${escapeMarkdown(message.status)}, charge ${message.charge ?? 'unknown'}, ${message.at}.`,
  );
  const about = `${paymentId}, ${message.fact}, ${message.charge ?? message.id}`;
  const attention = { code: 'LATE_MESSAGE' as const, text: `${attentionCatalogue.LATE_MESSAGE} ${about}` };
  new Alerts(loop.clock).track([attention], { paymentId, amount: message.money });
  setHandler(actionsQuery, (): ActionOffer[] => (dismissed ? [] : [{ action: 'settled' }]), {
    description: operatorDescriptions.actions,
  });
  setHandler(
    settledUpdate,
    ({ operator, reason }) => {
      dismissed = { operator, reason };
      loop.wake();
      return 'Settled.';
    },
    {
      description: operatorDescriptions.settled,
      validator: assertSigned,
    },
  );
  return CancellationScope.nonCancellable(() =>
    loop.run({
      turn: async () => {},
      dueAt: () => Number.POSITIVE_INFINITY,
      end: () => {
        const deed = dismissed;
        if (!deed) return undefined;
        return () => {
          upsertSearchAttributes([
            { key: key.Attention, value: null },
            { key: key.Stage, value: 'DONE' },
          ]);
          return deed;
        };
      },
    }),
  );
}
