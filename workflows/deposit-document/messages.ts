import { defineQuery } from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import type { Document, DocumentDraft } from '../../domain/schemas/document.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { PaymentInput } from '../payment/messages.ts';

export interface DepositDocumentInput {
  payment: PaymentInput;
  erp: string;
  draft: DocumentDraft;
}

export interface DepositDocumentView {
  paymentId: string;
  erp: string;
  /** What was paid. */
  total: Money;
  attention?: Attention;
  /** Absent until it is written. */
  document?: Document;
}

export const depositDocumentQuery = defineQuery<DepositDocumentView>('document');

/** What people read beside each name in the Temporal UI. */
export const depositDocumentDescriptions = {
  document: 'Whether the document of this deposit is written, and what stands in the way.',
} as const;
