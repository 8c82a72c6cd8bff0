import { Context } from '@temporalio/activity';
import { Failure } from '../domain/failure.ts';
import { mapCarrier } from '../domain/mapping.ts';
import type { Document, DocumentDraft } from '../domain/schemas/document.ts';
import type { CarrierMapping } from '../domain/schemas/mapping.ts';
import type { Erp } from '../erps/erp.ts';
import { named, sorted } from './failures.ts';

export interface ErpActivities {
  /** The document with this reference, if there is one among those that nothing was made of yet. */
  findDocument(erp: string, reference: string): Promise<Document | undefined>;
  /** Writes the document unless it is there. An answer that was lost is not repeated here: see the order workflow. */
  writeDocument(erp: string, draft: DocumentDraft): Promise<Document>;
}

export function erpActivities(erps: Record<string, Erp>, carriers: CarrierMapping[]): ErpActivities {
  return {
    findDocument: (erp, reference) =>
      sorted('looks-first', async () =>
        named(erps, erp, 'UNKNOWN_ERP').findDocument(reference).catch(waiting),
      ),
    writeDocument: (erp, draft) =>
      sorted('never', async () => {
        const whole = { ...draft, erpCarrier: mapCarrier(draft.order, carriers) };
        const { cancellationSignal } = Context.current();
        return named(erps, erp, 'UNKNOWN_ERP').writeDocument(whole, cancellationSignal).catch(waiting);
      }),
  };
}

/** A refused login is nothing that an order could be retried for: it waits in the queue until somebody resumes the ERP. */
function waiting(error: unknown): never {
  if (error instanceof Failure && error.code === 'ERP_LOGIN_REFUSED')
    throw new Failure(error.code, 'away', error.message);
  throw error;
}
