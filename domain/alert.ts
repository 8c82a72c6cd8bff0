import { type AttentionCode, attentionCatalogue } from './attention.ts';
import { failureCatalogue } from './failure.ts';
import type { Money } from './schemas/money.ts';

/** An attention as it goes out to people. Nothing in it but what the operators' list shows too. */
export interface Alert {
  /** Unique for ever: whoever gets the same key twice can drop the second. */
  key: string;
  workflowId: string;
  code: AttentionCode;
  /** What happened, with ids. */
  text: string;
  whatToDo: string;
  /** When it came up; UTC, ISO 8601. */
  at: string;
  order?: { shop: string; number: string };
  paymentId?: string;
  /** The customer as the list shows them: by name, or by initials. */
  customer?: string;
  amount?: Money;
  /** Where a person looks at it and acts. */
  link?: string;
}

/** The two ways out. Each is remembered by itself: where one fails, the other is not repeated. */
export type AlertChannel = 'post' | 'mail';

const sentences: Record<string, string> = attentionCatalogue;
const repairs: Record<string, string> = failureCatalogue;

/** What a person does about it. */
export const whatToDo = (code: AttentionCode): string => sentences[code] ?? repairs[code] ?? '';

/** What is particular to this one: the text without the catalogue's sentence. */
export function particulars({ code, text }: Pick<Alert, 'code' | 'text'>): string {
  const sentence = sentences[code];
  return sentence && text.startsWith(sentence) ? text.slice(sentence.length).trim() : text;
}
