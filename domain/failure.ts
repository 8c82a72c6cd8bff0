/**
 * What a failure means for what we asked, by one question: was it sent?
 * - `refused` it had no effect and will not have one by repeating: a person mends something, then retries
 * - `away` it was not sent, or the other side says it did nothing: repeat later
 * - `maybe` it may have been done: look before repeating
 */
export type FailureKind = 'refused' | 'away' | 'maybe';

/** Every failure that leaves this software: what it is called, and what a person does about it. `docs/errors.md` is made of it. */
export const failureCatalogue = {
  CONFIG_INVALID: 'Correct incasso.yaml at the path named, then start again.',
  CONFIG_MISSING_ENV: 'Set the environment variable named, then start again.',
  TEMPORAL_BINARY_MISSING: 'Follow one of the choices listed.',
  TEMPORAL_NOT_STARTED: 'Mend what the message names, then start again.',
  TEMPORAL_NOT_PREPARED: 'Run the commands that the message lists, then start again.',
  TEMPORAL_AWAY: 'Nothing is lost: the sender repeats. See that the Temporal server runs and is reachable.',
  TEMPORAL_REFUSED: 'Correct the request: no workflow can have such a name, and no list such a search.',
  WORKFLOW_STUCK:
    "Roll the last deploy back: what is named goes on within seconds. Where there was none, or it does not help, read why in the worker's log; docs/reliability.md has the commands that reset it.",
  UNKNOWN_SHOP: 'Use a shop name from incasso.yaml.',
  UNKNOWN_GATEWAY: 'Use a gateway name from incasso.yaml.',
  UNKNOWN_ERP: 'Use an ERP name from incasso.yaml.',
  SECRET_REFUSED: 'Send the shared secret of this shop as "Authorization: Bearer <announceSecret>".',
  SIGNATURE_INVALID:
    "Compare what notifications are checked with, in incasso.yaml, with what the gateway's back office has for this address.",
  MESSAGE_UNREADABLE: 'See that the sender posts the raw body, unchanged, to this address.',
  CHECKOUT_LINK_INVALID: 'Use the link as it was sent to you.',
  DEPOSITS_OFF:
    'Set deposits.key in incasso.yaml and restart the API, if payments without an order are wanted.',
  DEPOSIT_KEY_REFUSED: 'Send deposits.key as "Authorization: Bearer <key>".',
  DEPOSIT_REFUSED: 'Correct the field named, then send it again.',
  DEPOSIT_CONFLICT: 'Use another Idempotency-Key for another deposit, or send the first body again.',
  SHOP_AWAY: 'Nothing to do: it is asked again. If it lasts, see that the shop answers.',
  SHOP_LOGIN_REFUSED: "Correct the shop's key or its rights, then retry.",
  SHOP_REFUSED: "Read the shop's own words, mend what they name, then retry.",
  SHOP_ANSWER_LOST: 'Nothing to do: the shop is read again before anything is repeated.',
  ORDER_NOT_FOUND: 'See that the order exists in the shop, then announce it again or retry.',
  ORDER_TAX_DATA_WRONG:
    "Correct the customer's tax data in the shop, then retry; or let the ERP's customers.wrongTaxData leave it out.",
  ORDER_VAT_UNCLEAR:
    'See what VAT the rows named bear, and correct the taxes of the order in the shop, then retry; or write the document by hand.',
  ORDER_UNREADABLE: 'Look at the order in the shop; retry once it can be read.',
  GATEWAY_AWAY: 'Nothing to do: it is asked again.',
  GATEWAY_LOGIN_REFUSED: "Correct the gateway's key, or its rights, then retry.",
  GATEWAY_REFUSED: "Read the gateway's own words, mend what they name, then retry.",
  GATEWAY_AMOUNT_REFUSED:
    'The gateway takes no payment of this sum: have it paid in another way, or changed to one that it takes, then retry.',
  GATEWAY_ANSWER_LOST: 'Nothing to do: the same request is repeated under the same key.',
  GATEWAY_STORED_FAILURE: 'Nothing to do: the request is repeated under a new key; nobody was shown a page.',
  PAGE_NOT_FOUND: "Look for the payment in the gateway's back office under its reference.",
  ERP_AWAY: 'Nothing to do: it is tried again until written.',
  ERP_LOGIN_REFUSED:
    "Correct the ERP's user and password before anything else is tried: more refusals lock the user. Restart every worker with them, then resume the workflow erp:<name>.",
  ERP_REFUSED: "Read the ERP's own words, mend what they name, then retry.",
  ERP_PAYMENT_UNKNOWN:
    "Code the payment in the ERP's payment table, or name one of those that it has in mapping.payments, then retry.",
  ERP_ANSWER_LOST:
    "Nothing to do: after the ERP's own time limit the document is looked for, and written only if it is not there.",
  ALERT_AWAY: 'Nothing to do: it is sent again. If it lasts, see that what is named under alerts answers.',
  ALERT_REFUSED:
    'Correct alerts in incasso.yaml, then restart the worker: what still stands is sent again within a day.',
} as const satisfies Record<string, string>;
export type FailureCode = keyof typeof failureCatalogue;

/** The one error that connectors throw. `message` says what happened with which id, without secrets or personal data. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly kind: FailureKind;
  /** Milliseconds the other side asked us to wait (Retry-After). */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: FailureCode,
    kind: FailureKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }

  get whatToDo(): string {
    return failureCatalogue[this.code];
  }
}
