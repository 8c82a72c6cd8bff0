import type { Message } from '../../domain/schemas/message.ts';
import { isOver, type KnownPage } from '../pages.ts';
import { moneyOf } from './amounts.ts';
import type { Verdict } from './client.ts';
import type { Proof } from './proof.ts';

/** What a check says of a payment. */
export type Said = Pick<Message, 'fact' | 'charge' | 'money' | 'status' | 'note'>;

/**
 * What a check says that is made again later. `trx.check` is not told whose payment it is: what was not verified as it came may have paid another one, which
 * only whoever heard both could know.
 */
export function saidLater(proof: Proof, verdict: Verdict): Said {
  const said = saidOf(proof, verdict);
  return said.fact === 'PAID' && !proof.verified
    ? unknown(proof, 'verified, but only later: nobody knows whether it paid another payment meanwhile')
    : said;
}

const WORDS = { KO: 'not verified', IR: 'invalid request', EX: 'the proof has expired' };

/**
 * What `trx.check` said of a callback. Only one verified whole pays. That it was not verified fails nothing: whoever knows the address can send one; and with a
 * wrong key of ours none would be verified.
 */
export function saidOf(proof: Proof, verdict: Verdict): Said {
  const { thx_id, amount, payment_status, paidBefore, pieces } = proof;
  switch (verdict.word) {
    case 'OK':
      if (payment_status !== 'Completed')
        return unknown(proof, `payment_status ${payment_status || 'missing'}, verified`);
      // Nobody knows whether the sum is that of one piece: the buyer can change both in the address.
      if (pieces !== undefined)
        return unknown(proof, `verified, but of ${pieces || 'no'} pieces instead of one`);
      if (paidBefore !== undefined) return unknown(proof, `verified, but it has paid ${paidBefore} before`);
      return { fact: 'PAID', charge: thx_id, money: moneyOf(amount), status: 'OK: verified, Completed' };
    case 'KO':
    case 'IR':
    case 'EX':
      return unknown(proof, `${verdict.word}: ${WORDS[verdict.word]}`);
    case 'other':
      return unknown(proof, `an answer that is not known: ${verdict.text}`);
    default:
      return verdict satisfies never;
  }
}

/** Nobody can be asked any more, but people can look. */
export const unknown = ({ thx_id, amount }: Proof, status: string): Said => ({
  fact: 'UNKNOWN',
  money: moneyOf(amount),
  status,
  note: `Look for transaction ${thx_id} over ${amount} EUR in IWSmile's back office, in the account's movements: only there it is seen whether this money came.`,
});

/** A page of which nobody called back. */
export const untold = (page: KnownPage, asked: Date): Said =>
  isOver(page, asked)
    ? {
        fact: 'PAGE_EXPIRED',
        money: page.total,
        status: 'nobody called back',
        note: "IWSmile calls back once, and can't be asked: whether somebody paid all the same is seen only in its back office, in the account's movements.",
      }
    : { fact: 'PAGE_OPEN', money: page.total, status: 'nobody has called back yet' };
