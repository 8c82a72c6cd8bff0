import {
  CancellationScope,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { Attention } from '../domain/attention.ts';
import { failureCatalogue } from '../domain/failure.ts';
import type { Document, DocumentDraft } from '../domain/schemas/document.ts';
import { Alerts, aboutPayment } from './alerts.ts';
import { assertSigned, refusal } from './desk.ts';
import { attentionOf } from './failures.ts';
import { escapeMarkdown } from './markdown.ts';
import * as m from './messages.ts';
import { searchAttributes as key } from './search-attributes.ts';
import { writeOnce } from './write-once.ts';

/** The document of a deposit that was paid: written once; where the ERP refuses, it waits for a person. */
export async function depositDocument({ payment, erp, draft }: m.DepositDocumentInput): Promise<Document> {
  const alerts = new Alerts();
  let stands: Attention | undefined;
  const show = (): void => {
    setCurrentDetails(details(erp, draft, stands));
    upsertSearchAttributes([{ key: key.Attention, value: stands?.code ?? null }]);
    alerts.notice(stands ? [stands] : [], aboutPayment(payment));
  };
  setHandler(m.actionsQuery, (): m.ActionOffer[] => (stands ? [{ action: 'retry', steps: [] }] : []), {
    description: m.descriptions.actions,
  });
  setHandler(
    m.retryUpdate,
    () => {
      stands = undefined;
      return 'Trying again.';
    },
    {
      description: m.descriptions.retry,
      validator: (signed) => {
        assertSigned(signed);
        if (!stands) throw refusal('NOT_NOW', 'retry is not possible: the document is being written.');
      },
    },
  );
  return CancellationScope.nonCancellable(async () => {
    for (;;) {
      try {
        const document = await writeOnce(erp, draft, payment.timing, (silent) => {
          stands = silent;
          show();
        });
        stands = undefined;
        show();
        upsertSearchAttributes([
          { key: key.Document, value: document.number },
          { key: key.Stage, value: 'DONE' },
        ]);
        return document;
      } catch (error) {
        stands = attentionOf(error, 'ERP_ANSWER_LOST');
        show();
      }
      await condition(() => stands === undefined);
      show();
    }
  });
}

const repairs: Record<string, string> = failureCatalogue;

function details(erp: string, { reference }: DocumentDraft, stands: Attention | undefined): string {
  return stands
    ? `**${stands.code}**: ${escapeMarkdown(stands.text.slice(0, 600))}\n\n${repairs[stands.code] ?? ''}`
    : `Document of ${escapeMarkdown(reference)}, for ${erp}.`;
}
