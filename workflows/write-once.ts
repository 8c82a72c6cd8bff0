import { sleep } from '@temporalio/workflow';
import type { Attention } from '../domain/attention.ts';
import type { Document, DocumentDraft } from '../domain/schemas/document.ts';
import type { Timing } from '../domain/timing.ts';
import { attentionOf } from './failures.ts';
import { writingCalls } from './proxies.ts';

/**
 * Writes the document, once: a create whose answer was lost is looked for only after the ERP's own limit, since looking
 * any sooner could miss it and write a second one. `silent` hears of an ERP that keeps swallowing answers.
 */
export async function writeOnce(
  erp: string,
  draft: DocumentDraft,
  timing: Timing,
  silent: (attention: Attention) => void,
): Promise<Document> {
  const calls = writingCalls(timing, `Write the document in ${erp}`);
  for (let lost = 1; ; lost += 1) {
    try {
      return await calls.writeDocument(erp, draft);
    } catch (error) {
      const attention = attentionOf(error, 'ERP_ANSWER_LOST');
      if (attention.code !== 'ERP_ANSWER_LOST') throw error;
      if (lost >= 3) silent(attention);
      await sleep(timing.erpLimitMs * Math.min(lost, 12), {
        summary: 'Wait until the ERP can no longer be at work on it',
      });
    }
  }
}
