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
