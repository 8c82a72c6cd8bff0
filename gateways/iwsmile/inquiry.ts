import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Gateway } from '../gateway.ts';
import type { IwsmileClient } from './client.ts';
import { type Said, saidLater, untold } from './mapping.ts';
import { pageOf } from './pages.ts';
import { type Proof, readProof } from './proof.ts';

/**
 * What became of a payment, by the callbacks that came of it: IWSmile knows no other question. Each is checked once more, since one link can be paid twice.
 * Without any, only our clock says whether the page is over.
 */
export function inquireIn(client: IwsmileClient, name: string, live: boolean): Gateway['inquire'] {
  return async (paymentId, pageId, shown = []) => {
    const what = `${name}, asking for ${paymentId}`;
    const page = pageOf(paymentId, pageId);
    if (!page) throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${pageId} is no page of it`);
    // Taken before we ask: whatever happens while the answer is on its way is then later than the answer.
    const asked = new Date();
    const at = asked.toISOString();
    const messageOf = (said: Said, n = 0): Message => ({
      ...said,
      id: `inquiry:${pageId}:${at}${n === 0 ? '' : `:${n}`}`,
      source: 'inquiry',
      at,
      page: pageId,
      live,
    });
    const all: Said[] = [];
    let unanswered: Failure | undefined;
    for (const text of new Set(shown)) {
      const proof = readProof(text);
      const said = proof?.payment === paymentId ? await checked(client, what, proof) : UNREADABLE;
      if (said instanceof Failure) unanswered = said;
      else all.push(said);
    }
    const [paid, ...more] = all.filter(({ fact }) => fact === 'PAID');
    if (paid) return [messageOf(paid), ...more.map((said, n) => messageOf(said, n + 1))];
    if (unanswered) throw unanswered;
    return [messageOf(all.at(-1) ?? untold(page, asked))];
  };
}

const UNREADABLE: Said = {
  fact: 'UNKNOWN',
  status: 'a proof that is not understood',
  note: "Look for the payment's reference in IWSmile's back office, in the account's movements: only there it is seen whether its money came.",
};

/** What is said of a callback, or why there was no answer: that must not hide what is said of another. */
async function checked(client: IwsmileClient, what: string, proof: Proof): Promise<Said | Failure> {
  try {
    return saidLater(proof, await client.check(what, proof));
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
