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
import { until } from '../kit/alone.ts';
import { Clock } from '../kit/clock.ts';
import { documentColumn } from '../kit/columns.ts';
import { actionsText } from '../kit/details.ts';
import { attentionOf } from '../kit/failures.ts';
import { escapeMarkdown, fitting } from '../kit/markdown.ts';
import { assertSigned, refusal } from '../kit/operator-queue.ts';
import { type ActionOffer, actionsQuery, operatorDescriptions, retryUpdate } from '../kit/operators.ts';
import { searchAttributes as key } from '../kit/search-attributes.ts';
import { writeOnce } from '../kit/write-once.ts';
import * as m from './messages.ts';

/** The document of a deposit that was paid: written once; where the ERP refuses, it waits for a person. */
export async function depositDocument(input: m.DepositDocumentInput): Promise<Document> {
  const { payment, erp, draft } = input;
  const clock = new Clock();
  const alerts = new Alerts(clock);
  let stands: Attention | undefined;
  let written: Document | undefined;
  const actions = (): ActionOffer[] => (stands ? [{ action: 'retry', steps: [] }] : []);
  const show = (): void => {
    setCurrentDetails(details(input, stands, actions()));
    upsertSearchAttributes([{ key: key.Attention, value: stands?.code ?? null }]);
    alerts.notice(stands ? [stands] : [], aboutPayment(payment));
  };
  setHandler(actionsQuery, actions, { description: operatorDescriptions.actions });
  setHandler(
    m.depositDocumentQuery,
    () => ({
      paymentId: payment.paymentId,
      erp,
      total: payment.page.total,
      attention: stands,
      document: written,
    }),
    { description: m.depositDocumentDescriptions.document },
  );
  setHandler(
    retryUpdate,
    () => {
      stands = undefined;
      return 'Trying again.';
    },
    {
      description: operatorDescriptions.retry,
      validator: (signed) => {
        assertSigned(signed);
        if (!stands) throw refusal('NOT_NOW', 'retry is not possible: the document is being written.');
      },
    },
  );
  return CancellationScope.nonCancellable(async () => {
    for (;;) {
      try {
        written = await writeOnce(clock, erp, draft, payment.timing, (silent) => {
          stands = silent;
          show();
        });
        stands = undefined;
        show();
        upsertSearchAttributes([
          { key: key.Document, value: documentColumn(written) },
          { key: key.Stage, value: 'DONE' },
        ]);
        return written;
      } catch (error) {
        stands = attentionOf(error, 'ERP_ANSWER_LOST');
        show();
      }
      await until(() => stands === undefined);
      show();
    }
  });
}

const repairs: Record<string, string> = failureCatalogue;

function details(
  { payment, erp, draft }: m.DepositDocumentInput,
  stands: Attention | undefined,
  actions: ActionOffer[],
): string {
  const { workflowId } = workflowInfo();
  return fitting([
    stands
      ? `**${stands.code}**: ${escapeMarkdown(stands.text.slice(0, 600))}\n\n${repairs[stands.code] ?? ''}`
      : `Document of ${escapeMarkdown(draft.reference)}, for ${erp}.`,
    actionsText(payment.links, { workflowId, actions }),
  ]);
}
