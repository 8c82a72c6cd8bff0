import type { Message } from '../../domain/schemas/message.ts';
import { isOver, type KnownPage } from '../pages.ts';
import { moneyOf } from './amounts.ts';
import type { Verdict } from './client.ts';
import type { Proof } from './proof.ts';

/** What a check says of a payment. */
export type Said = Pick<Message, 'fact' | 'charge' | 'money' | 'status' | 'note'>;

const WORDS = { KO: 'not verified', IR: 'invalid request', EX: 'the proof has expired' };

/**
 * What `trx.check` said of a callback. Only one verified whole pays. That it was not verified fails nothing: whoever knows the address can send one; and with a
 * wrong key of ours none would be verified.
 */
export function saidOf(proof: Proof, verdict: Verdict): Said {
  const { thx_id, amount, payment_status, paidBefore } = proof;
  switch (verdict.word) {
    case 'OK':
      if (payment_status !== 'Completed')
        return unknown(proof, `payment_status ${payment_status || 'missing'}, verified`);
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
export const untold = (page: KnownPage): Said =>
  isOver(page)
    ? {
        fact: 'PAGE_EXPIRED',
        money: page.total,
        status: 'nobody called back',
        note: "IWSmile calls back once, and can't be asked: whether somebody paid all the same is seen only in its back office, in the account's movements.",
      }
    : { fact: 'PAGE_OPEN', money: page.total, status: 'nobody has called back yet' };
