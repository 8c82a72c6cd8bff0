import { Failure } from './failure.ts';

/** What a check of one system found, in words for people. */
export interface Finding {
  /** `false`: it would stop an order. `note`: worth knowing, stops nothing. */
  ok: boolean | 'note';
  /** What was looked at: "webhook endpoint", "series 1". */
  subject: string;
  text: string;
  /** Where something is to be done: what. */
  todo?: string;
}

export const good = (subject: string, text: string): Finding => ({ ok: true, subject, text });
export const note = (subject: string, text: string, todo?: string): Finding => ({
  ok: 'note',
  subject,
  text,
  todo,
});
export const bad = (subject: string, text: string, todo: string): Finding => ({
  ok: false,
  subject,
  text,
  todo,
});

/** What a part of a check found, or the failure that kept it from looking. */
export async function finding(subject: string, part: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await part();
  } catch (error) {
    if (error instanceof Failure) return [bad(subject, error.message, error.whatToDo)];
    throw error;
  }
}
