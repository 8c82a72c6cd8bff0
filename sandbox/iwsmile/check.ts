import { own } from '../kit/records.ts';
import { formOf } from '../kit/requests.ts';
import { type Iwsmile, now } from './books.ts';

const FIELDS = ['thx_id', 'amount', 'verify_sign', 'payer_id', 'merchant_key'] as const;

/** POST `/Pagamenti/trx.check`: whether what a callback says is true. IWSmile answers no other question. */
export function checkRoutes(iwsmile: Iwsmile): void {
  iwsmile.sandbox.app.route({
    method: ['GET', 'POST'],
    url: '/Pagamenti/trx.check',
    handler: (request, reply) => {
      const form = formOf({ query: {}, body: request.body });
      const { nextChecks, books } = iwsmile;
      const otherwise = nextChecks.times > 0;
      if (otherwise) nextChecks.times -= 1;
      const answer = otherwise ? nextChecks.text : check(iwsmile, form);
      books.checks.push({ payment: form.thx_id ?? '', at: iwsmile.sandbox.now().toISOString(), answer });
      iwsmile.sandbox.save();
      return reply.type('text/plain').send(answer);
    },
  });
}

/**
 * OK verified, KO not verified, IR invalid request, EX expired. The amount has to be written as it was received.
 * Inferred: a proof can be checked any number of times until it expires, a wrong proof is KO also when it is old, and the
 * answer is nothing but the two letters.
 */
export function check(iwsmile: Iwsmile, form: Record<string, string>): 'OK' | 'KO' | 'IR' | 'EX' {
  if (FIELDS.some((name) => !form[name])) return 'IR';
  const { account, books } = iwsmile;
  if (form.merchant_key !== account.merchantKey) return ofWrongKey(form.merchant_key ?? '');
  const payment = own(books.payments, form.thx_id ?? '');
  const right =
    payment?.written === form.amount &&
    payment?.payerId === form.payer_id &&
    payment?.verifySign === form.verify_sign;
  if (!payment || !right) return 'KO';
  return now(iwsmile) < payment.at + account.proofMs ? 'OK' : 'EX';
}

/** Inferred: KO for the key of another account, IR for what can't be a key. */
const ofWrongKey = (key: string): 'KO' | 'IR' => (/^[0-9a-f]{64}$/i.test(key) ? 'KO' : 'IR');
