/** Windows and time-outs that a workflow was started with; milliseconds. Fixed at import, so that runs are repeatable. */
export interface Timing {
  /** How long the gateway's page can be paid; 0 where no gateway takes the money. */
  pageMs: number;
  /** The shortest time that the gateway gives a page; absent in what was started before it was told. */
  leastPageMs?: number;
  /** For how long the gateway holds the key of an opening; absent where it holds none, and in what was started before it was told. */
  keyMs?: number;
  /**
   * For how long customers can be sent to a page, which is opened only as they come; absent where they can as long as it can be paid, and
   * in what was started before it was told.
   */
  linkMs?: number;
  /** How long a refund whose answer was lost can take until it is found; absent where it is at once, and in what was started before it was told. */
  refundSeenMs?: number;
  /** How long the customer can pay, from import on. */
  orderMs: number;
  /** When to ask the gateway while the outcome is VERIFY; the last repeats. */
  verifyMs: number[];
  delayedMs: number;
  keepOpenMs: number;
  /** How long the shop can be at work on a call whose answer was lost; absent in what was started before it was known. */
  shopLimitMs?: number;
  /** How long the ERP can be at work on a call whose answer was lost. */
  erpLimitMs: number;
  /** After how long an ERP that takes nothing is told to people. */
  erpPatienceMs: number;
  /** The longest one call of each side takes before it counts as lost. */
  shopCallMs: number;
  gatewayCallMs: number;
  erpCallMs: number;
}
