import { z } from 'zod';

/** What is read of Axerve's answers; all else in them is let pass. Words of states are plain text here: `mapping.ts` lists them. */

/** Axerve's id of a payment: digits, of which the first may be zeros. It is a text, never a number. */
export const PaymentID = z.string().regex(/^\d{1,50}$/);
const word = z.string().regex(/^[\x20-\x7e]{0,40}$/);
const code = z.union([z.string().regex(/^\d{0,6}$/), z.int().nonnegative()]).transform(String);

/** An object whose names count in any case: the vendor's documents have `transactionResult` and `TransactionResult`. */
function caseless<S extends z.ZodRawShape>(shape: S) {
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  const renamed = (given: unknown) =>
    typeof given === 'object' && given !== null && !Array.isArray(given)
      ? Object.fromEntries(
          Object.entries(given).map(([name, value]) => [names.get(name.toLowerCase()) ?? name, value]),
        )
      : given;
  return z.preprocess(renamed, z.object(shape));
}

/** Every answer: `code` "0" is a request that was understood, and says nothing of what became of it. */
export const Envelope = z.object({
  error: z.object({ code, description: z.string().nullish() }),
  payload: z.unknown(),
});

export const Created = caseless({
  paymentID: PaymentID,
  userRedirect: caseless({ href: z.url({ protocol: /^https?$/ }) }),
});
export type Created = z.infer<typeof Created>;

export const PaymentEvent = caseless({
  eventtype: word.min(1),
  eventamount: z.string(),
  /** "19/08/16 16:13:14", without its zone. */
  eventdate: z.string().nullish(),
  /** ONL over the API, BOF in the back office, BAT by the night's run. */
  environment: z.string().nullish(),
});
export type PaymentEvent = z.infer<typeof PaymentEvent>;

/** By POST `events[]`, by GET `events[].event{}`; none may be an empty text. */
const Events = z.preprocess(
  (given) =>
    [given === '' || given == null ? [] : given]
      .flat()
      .flatMap((one: unknown) =>
        typeof one === 'object' && one !== null && 'event' in one ? [one.event].flat() : [one],
      ),
  z.array(PaymentEvent),
);

export const Detail = caseless({
  transactionResult: word.min(1),
  transactionState: word.nullish(),
  // It says why nothing was paid: what was paid must not be unreadable for it.
  transactionErrorCode: code.nullish().catch(null),
  shopTransactionID: z.string(),
  bankTransactionID: z.string().nullish().catch(null),
  paymentID: PaymentID,
  currency: z.string(),
  events: Events,
  customInfo: z.record(z.string(), z.unknown()).nullish().catch(null),
  /** What was programmed for money that is only held. */
  automaticOperation: caseless({ type: z.string().nullish(), date: z.string().nullish() })
    .nullish()
    .catch(null),
});
export type Detail = z.infer<typeof Detail>;

/** What capture, cancel and refund answer: `transactionResult` says whether it was done. There is no id of a refund. */
export const Moved = caseless({
  transactionResult: word.min(1),
  transactionErrorCode: code.nullish().catch(null),
});
export type Moved = z.infer<typeof Moved>;

/** A row of a search. One of the vendor's own has no `paymentID`. */
export const Row = caseless({
  date: z.string().nullish().catch(null),
  transactionResult: word.catch(''),
  transactionState: word.nullish().catch(null),
  bankTransactionID: z.string().nullish().catch(null),
  shopTransactionID: z.string().nullish(),
  paymentID: z.union([PaymentID, z.literal('')]).nullish(),
  disputeState: caseless({ status: z.string().nullish(), chargeback: z.string().nullish() }).nullish(),
});
export type Row = z.infer<typeof Row>;

/** What names a row that can't be read. */
export const RowName = caseless({ paymentID: PaymentID });

/** Rows are read one by one: one in another shape must not hide the others. */
export const Found = caseless({
  nResults: z.union([z.string().regex(/^\d{1,9}$/), z.int().nonnegative()]).transform(Number),
  payments: z.array(z.unknown()),
});

export const ShopEnvironment = caseless({ environment: word });
export const ShopVersion = caseless({ version: word });
export const ShopMoto = caseless({
  moto: z.array(caseless({ paymentType: word, capture: word })),
});
