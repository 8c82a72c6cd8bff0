import type { Books } from '../domain/currency.ts';
import type { Finding } from '../domain/finding.ts';
import type {
  Document,
  DocumentChanges,
  DocumentDraft,
  ErpPayment,
  FollowedDocument,
} from '../domain/schemas/document.ts';
import type { Lease } from './lease.ts';
import type { Login } from './login.ts';

/** The system that keeps the books. Every method throws `Failure` and nothing else. */
export interface Erp {
  readonly name: string;
  /** Its books' currency, and what it does with an order in another. */
  readonly books: Books;
  /** Whether this process may call it: each call that has an effect asks first. */
  readonly lease: Lease;
  /** Present where refused logins lock the user. */
  readonly login?: Login;
  /** The document with this reference, if there is one; looked for before every create. */
  findDocument(reference: string): Promise<Document | undefined>;
  /**
   * Looks for the document, then for the customer (created where missing), creates the document and reads it back.
   * `signal` aborted: nothing is created any more. A create whose answer is lost throws kind `maybe`: the caller waits the ERP's own limit before calling again.
   */
  writeDocument(draft: DocumentDraft, signal?: AbortSignal): Promise<Document>;
  /** The payments coded in the ERP. */
  listPayments(): Promise<ErpPayment[]>;
  /**
   * What became of documents since an instant (UTC, ISO 8601). A change is reported until `followed` says that the order
   * knows it.
   */
  changedSince(since: string, followed: FollowedDocument[]): Promise<DocumentChanges>;
  /** Whether everything that a document needs is there, in words. Reads only; a failure to reach it is a finding too. */
  check(): Promise<Finding[]>;
}
