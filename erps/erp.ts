import type { Document, DocumentDraft, ErpPayment } from '../domain/schemas/document.ts';

/** The system that keeps the books. Every method throws `Failure` and nothing else. */
export interface Erp {
  readonly name: string;
  /** The document with this reference, if there is one; looked for before every create. */
  findDocument(reference: string): Promise<Document | undefined>;
  /**
   * Looks for the document, then for the customer (created where missing), creates the document and reads it back.
   * `signal` aborted: nothing is created any more. A create whose answer is lost throws kind `maybe`: the caller waits the ERP's own limit before calling again.
   */
  writeDocument(draft: DocumentDraft, signal?: AbortSignal): Promise<Document>;
  /** The payments coded in the ERP. */
  listPayments(): Promise<ErpPayment[]>;
}
