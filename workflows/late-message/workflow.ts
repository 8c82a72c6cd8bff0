import {
  CancellationScope,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { attentionCatalogue } from '../../domain/attention.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { Alerts } from '../kit/alerts.ts';
import { until } from '../kit/alone.ts';
import { Clock } from '../kit/clock.ts';
import { assertSigned } from '../kit/desk.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { searchAttributes as key } from '../kit/search-attributes.ts';
import * as m from '../messages.ts';

export interface LateMessageInput {
  gateway: string;
  paymentId: string;
  message: Message;
}

/** Holds a message for a payment that is no longer followed, until a person says what was done about it. */
export async function lateMessage({ gateway, paymentId, message }: LateMessageInput): Promise<m.Signed> {
  let settled: m.Signed | undefined;
  setCurrentDetails(
    `## ${message.fact}\n\n${attentionCatalogue.LATE_MESSAGE}\n\nPayment ${paymentId} on ${gateway}: ${escapeMarkdown(message.status)}, charge ${message.charge ?? 'unknown'}, ${message.at}.`,
  );
  const about = `${paymentId}, ${message.fact}, ${message.charge ?? message.id}`;
  const attention = { code: 'LATE_MESSAGE' as const, text: `${attentionCatalogue.LATE_MESSAGE} ${about}` };
  new Alerts(new Clock()).notice([attention], { paymentId, amount: message.money });
  setHandler(m.actionsQuery, (): m.ActionOffer[] => (settled ? [] : [{ action: 'settled' }]), {
    description: m.descriptions.actions,
  });
  setHandler(
    m.settledUpdate,
    ({ operator, reason }) => {
      settled = { operator, reason };
      return 'Settled.';
    },
    {
      description: m.descriptions.settled,
      validator: assertSigned,
    },
  );
  await CancellationScope.nonCancellable(() => until(() => settled !== undefined));
  upsertSearchAttributes([
    { key: key.Attention, value: null },
    { key: key.Stage, value: 'DONE' },
  ]);
  return settled as m.Signed;
}
