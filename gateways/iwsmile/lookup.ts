import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Gateway } from '../gateway.ts';
import { plainCharge } from '../shown.ts';
import type { IwsmileClient, Verdict } from './client.ts';
import { type Said, saidOf, unknown } from './mapping.ts';
import { type Proof, proofText, readProof } from './proof.ts';

const REMEMBERED = 20_000;

/**
 * Checks a callback, which comes once. So whatever becomes of the check, its payment gets the message and, with it, the proof: a check without an answer is
 * made again by whoever asks for the payment. One that is not verified, of a page that was never opened here, is nobody's: anybody could send any number of those.
 */
export function lookUpIn(client: IwsmileClient, name: string, live: boolean): Gateway['lookUp'] {
  const paid = new Map<string, Proof>();

  /**
   * The payment that a verified transaction pays already, if that is another. `trx.check` is not shown CUSTOM, so a buyer can show the proof of one payment for
   * another over the same sum. What this process has seen pay once is not believed a second time, also where it is spelled in another way;
   * what another has seen, is found as it is delivered (`gateways/shown.ts`).
   */
  function paidBefore(proof: Proof): string | undefined {
    const names = [`transaction ${plainCharge(proof.thx_id)}`, `sign ${plainCharge(proof.verify_sign)}`];
    const known = names.flatMap((name) => paid.get(name) ?? []);
    for (const name of names) if (!paid.has(name)) paid.set(name, proof);
    for (const oldest of [...paid.keys()].slice(0, Math.max(0, paid.size - REMEMBERED))) paid.delete(oldest);
    const other = known.find(({ payment, thx_id }) => payment !== proof.payment || thx_id !== proof.thx_id);
    if (!other) return undefined;
    return other.payment === proof.payment ? `this payment, as ${other.thx_id},` : other.payment;
  }

  /** The proof as it is kept, what is said of it, and that in a word. */
  async function checked(proof: Proof): Promise<{ kept: Proof; said: Said; word: string }> {
    const verdict = await verdictOf(proof);
    if (verdict instanceof Failure)
      return { kept: proof, said: unknown(proof, `not checked: ${verdict.message}`), word: 'unchecked' };
    const kept = verdict.word === 'OK' ? { ...proof, verified: true, paidBefore: paidBefore(proof) } : proof;
    return { kept, said: saidOf(kept, verdict), word: verdict.word };
  }

  const verdictOf = (proof: Proof): Promise<Verdict | Failure> =>
    client.check(`${name}, checking a callback of ${proof.payment}`, proof).catch((error: unknown) => {
      if (error instanceof Failure) return error;
      throw error;
    });

  return async ({ id, proof: shown }) => {
    const proof = readProof(shown);
    if (!proof) return undefined;
    const { kept, said, word } = await checked(proof);
    if ((word === 'KO' || word === 'IR') && proof.page === undefined) return undefined;
    const message: Message = {
      ...said,
      // The same callback that is checked with another end is another message.
      id: `${id}:${word}`,
      source: 'notification',
      at: nextSecond(),
      page: kept.page,
      live,
      proof: proofText(kept),
    };
    return { paymentId: proof.payment, messages: [message] };
  };
}

/**
 * Nothing in a callback is dated to the second. It is told as of the second that begins next, so that no answer to a question asked before it reached its payment, and
 * without its proof, counts as given after it.
 */
const nextSecond = (): string => new Date(Math.ceil(Date.now() / 1000) * 1000).toISOString();
