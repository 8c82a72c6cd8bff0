import {
  CancellationScope,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import { failureCatalogue } from '../../domain/failure.ts';
import type { Document } from '../../domain/schemas/document.ts';
import { Alerts, aboutPayment } from '../kit/alerts.ts';
import { documentColumn } from '../kit/columns.ts';
import { actionsText } from '../kit/details.ts';
import { attentionOf } from '../kit/failures.ts';
import { Loop } from '../kit/loop.ts';
import { escapeMarkdown, fitting } from '../kit/markdown.ts';
import { assertSigned, refusal } from '../kit/operator-queue.ts';
import { type ActionOffer, actionsQuery, operatorDescriptions, retryUpdate } from '../kit/operators.ts';
import { searchAttributes as key } from '../kit/search-attributes.ts';
import { writeOnce } from '../kit/write-once.ts';
import * as m from './messages.ts';

/** The document of a deposit that was paid: written once; where the ERP refuses, it waits for a person. */
export async function depositDocument(input: m.DepositDocumentInput): Promise<Document> {
  const { payment, erp, draft } = input;
  const loop = new Loop();
  const alerts = new Alerts(loop.clock);
  let failure: Attention | undefined;
  let written: Document | undefined;
  let isRetry = false;
  const actions = (): ActionOffer[] => (failure ? [{ action: 'retry', steps: [] }] : []);
  const show = (): void => {
    setCurrentDetails(details(input, failure, actions()));
    upsertSearchAttributes([{ key: key.Attention, value: failure?.code ?? null }]);
    alerts.track(failure ? [failure] : [], aboutPayment(payment));
  };
  setHandler(actionsQuery, actions, { description: operatorDescriptions.actions });
  setHandler(
    m.depositDocumentQuery,
    () => ({
      paymentId: payment.paymentId,
      erp,
      total: payment.page.total,
      attention: failure,
      document: written,
    }),
    { description: m.depositDocumentDescriptions.document },
  );
  setHandler(
    retryUpdate,
    () => {
      failure = undefined;
      loop.wake();
      return 'Trying again.';
    },
    {
      description: operatorDescriptions.retry,
      validator: (signed) => {
        assertSigned(signed);
        if (!failure) throw refusal('NOT_NOW', 'retry is not possible: the document is being written.');
      },
    },
  );
  return CancellationScope.nonCancellable(() =>
    loop.run({
      turn: async () => {
        if (failure || written) return;
        if (isRetry) show();
        isRetry = true;
        try {
          written = await writeOnce(loop.clock, erp, draft, payment.timing, (silent) => {
            failure = silent;
            show();
          });
          failure = undefined;
        } catch (error) {
          failure = attentionOf(error, 'ERP_ANSWER_LOST');
        }
        show();
      },
      dueAt: () => Number.POSITIVE_INFINITY,
      end: () => {
        const document = written;
        if (!document) return undefined;
        return () => {
          upsertSearchAttributes([
            { key: key.Document, value: documentColumn(document) },
            { key: key.Stage, value: 'DONE' },
          ]);
          return document;
        };
      },
    }),
  );
}

const repairs: Record<string, string> = failureCatalogue;

function details(
  { payment, erp, draft }: m.DepositDocumentInput,
  failure: Attention | undefined,
  actions: ActionOffer[],
): string {
  const { workflowId } = workflowInfo();
  return fitting([
    failure
      ? `**${failure.code}**: ${escapeMarkdown(failure.text.slice(0, 600))}\n\n${repairs[failure.code] ?? ''}`
      : `Document of ${escapeMarkdown(draft.reference)}, for ${erp}.`,
    actionsText(payment.links, { workflowId, actions }),
  ]);
}
