import type { AttentionCode } from '../../../domain/attention.ts';

/** What docs/errors.md says of a code beside its sentences in the catalogues. Markdown; Look and Do as in "Look at ...", "Do nothing ...". */
export interface Explained {
  /** What it is called in Italian, in a few words. */
  name: string;
  /** Why it comes, what was done and what was not, and how it ends. */
  means: string;
  look?: string;
  /** Of what can stand on a workflow. */
  act?: string;
}

export interface CodeGroup {
  title: string;
  intro?: string;
  codes: Partial<Record<AttentionCode, Explained>>;
}
