import { Context } from '@temporalio/activity';
import { chargesOf } from '../domain/charges.ts';
import { Failure } from '../domain/failure.ts';
import { mapCarrier } from '../domain/mapping.ts';
import type { Document, DocumentDraft } from '../domain/schemas/document.ts';
import type { CarrierMapping } from '../domain/schemas/mapping.ts';
import type { Order } from '../domain/schemas/order.ts';
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
        refuseUnclearVat(draft.order);
        const whole = { ...draft, erpCarrier: mapCarrier(draft.order, carriers) };
        const { cancellationSignal } = Context.current();
        return named(erps, erp, 'UNKNOWN_ERP').writeDocument(whole, cancellationSignal).catch(waiting);
      }),
  };
}

/**
 * A refused login is no fault of the order, and retrying the order would not help: the document waits in the queue until
 * somebody resumes the ERP.
 */
function waiting(error: unknown): never {
  if (error instanceof Failure && error.code === 'ERP_LOGIN_REFUSED')
    throw new Failure(error.code, 'away', error.message);
  throw error;
}

/** Throws ORDER_VAT_UNCLEAR: whichever ERP, a document with a VAT that nobody knows must not be written. */
function refuseUnclearVat(order: Order): void {
  const unclear = chargesOf(order).filter(({ rateUnclear }) => rateUnclear);
  if (unclear.length === 0) return;
  const rows = unclear.map((charge) => {
    const name = 'sku' in charge ? charge.sku : 'title' in charge ? charge.title : 'gift wrapping';
    return `${name} (${charge.taxRate} %)`;
  });
  throw new Failure(
    'ORDER_VAT_UNCLEAR',
    'refused',
    `order ${order.number}: the shop names no VAT for ${rows.join(', ')}, and no country has what the amounts come to`,
  );
}
