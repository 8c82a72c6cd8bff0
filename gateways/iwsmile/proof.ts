import { z } from 'zod';

/** One word, as it comes in a callback. */
export const word = (longest: number) => z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${longest}}$`));

/** What `trx.check` wants to be shown. Not confirmed: what the words look like; longer ones than these would be refused. */
export const Shown = z.object({
  thx_id: word(60),
  payer_id: word(60),
  /** As it was written: "25.40" is another text than "25,40", and is not verified. */
  amount: z.string().regex(/^[^\p{Cc}]{1,20}$/u),
  verify_sign: word(600),
});
export type Shown = z.infer<typeof Shown>;

/**
 * What is kept of a callback with its message, so that it can be checked again while it can: a payment's messages and whoever asks pass it on as a text of at
 * most 2 kB. The key is not in it.
 */
const Proof = Shown.extend({
  payment: z.string(),
  /** The page, where it is one that was opened here. */
  page: z.string().optional(),
  payment_status: z.string().optional(),
  /** The number of pieces, where it is not one. */
  pieces: z.string().optional(),
  /** It was verified as it came, by whoever remembers what paid which payment. */
  verified: z.boolean().optional(),
  /** The payment that the same transaction had paid before. */
  paidBefore: z.string().optional(),
});
export type Proof = z.infer<typeof Proof>;

export const proofText = (proof: Proof): string => JSON.stringify(proof);

/** Undefined for what is no proof of ours. */
export function readProof(text: string | undefined): Proof | undefined {
  try {
    return Proof.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
