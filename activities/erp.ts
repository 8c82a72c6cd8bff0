import { Context } from '@temporalio/activity';
import { mapCarrier } from '../domain/mapping.ts';
import type { Document, DocumentDraft } from '../domain/schemas/document.ts';
import type { CarrierMapping } from '../domain/schemas/mapping.ts';
import type { Erp } from '../erps/erp.ts';
import { named, sorted } from './failures.ts';

export interface ErpActivities {
  /** Writes the document unless it is there. An answer that was lost is not repeated here: see the order workflow. */
  writeDocument(erp: string, draft: DocumentDraft): Promise<Document>;
}

export function erpActivities(erps: Record<string, Erp>, carriers: CarrierMapping[]): ErpActivities {
  return {
    writeDocument: (erp, draft) =>
      sorted('never', async () =>
        named(erps, erp, 'UNKNOWN_ERP').writeDocument(
          { ...draft, erpCarrier: mapCarrier(draft.order, carriers) },
          Context.current().cancellationSignal,
        ),
      ),
  };
}
