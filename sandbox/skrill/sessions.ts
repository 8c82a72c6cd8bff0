import { own } from '../kit/records.ts';
import { isWebAddress } from '../kit/requests.ts';
import { newSid, now, type SessionRecord, type Skrill } from './books.ts';
import { refusedPreparation } from './errors.ts';
import { isCurrency, parseAmount } from './money.ts';
import { isAddress, merchantFieldsOf } from './params.ts';

const MINUTE = 60_000;
const TO_REDIRECT = 15 * MINUTE;
const LANGUAGES = 'EN DE ES FR IT PL EL RO RU TR ZH CS NL DA SV FI BG JA'.split(' ');

/**
 * Prepares a page. The same form again makes another page. Unknown fields are ignored.
 * @throws PrepareError
 */
export function prepare(skrill: Skrill, form: Record<string, string>): SessionRecord {
  const { amount, currency, minor } = wanted(skrill, form);
  const merchantFields = merchantFieldsOf(form);
  if (!merchantFields) throw refusedPreparation('merchant_fields: at most 5 fields');
  for (const name of ['return_url', 'cancel_url'])
    if (form[name] && !isWebAddress(form[name])) throw refusedPreparation(`Invalid ${name}`);
  const statusUrls = [form.status_url ?? '', form.status_url2 ?? ''].filter((url) => url !== '');
  for (const url of statusUrls) if (!isAddress(url)) throw refusedPreparation('Invalid status_url');
  const session: SessionRecord = {
    sid: newSid(),
    transactionId: form.transaction_id || null,
    amount,
    minor,
    currency,
    payFromEmail: form.pay_from_email || null,
    paymentMethods: (form.payment_methods ?? '').split(',').filter((method) => method !== ''),
    description: form.recipient_description || null,
    details: detailsOf(form),
    returnUrl: form.return_url || null,
    cancelUrl: form.cancel_url || null,
    statusUrls,
    merchantFields,
    preparedAt: now(skrill),
    openedAt: null,
    expired: false,
  };
  skrill.books.sessions[session.sid] = session;
  skrill.sandbox.save();
  return session;
}

function wanted({ account }: Skrill, form: Record<string, string>) {
  const { pay_to_email, amount = '', currency = '', language = 'EN' } = form;
  if (!pay_to_email) throw refusedPreparation('Missing pay_to_email');
  if (pay_to_email.toLowerCase() !== account.email.toLowerCase())
    throw refusedPreparation(`Invalid pay_to_email: ${pay_to_email}`);
  if (!isCurrency(currency)) throw refusedPreparation(`Invalid currency: ${currency}`);
  const minor = parseAmount(amount, currency);
  if (minor === undefined) throw refusedPreparation(`Invalid amount: ${amount}`);
  if (!LANGUAGES.includes(language.toUpperCase())) throw refusedPreparation(`Invalid language: ${language}`);
  if ((form.recipient_description ?? '').length > 30)
    throw refusedPreparation('recipient_description: at most 30 characters');
  if ((form.transaction_id ?? '').length > mostOfAnId())
    throw refusedPreparation(`transaction_id: at most ${mostOfAnId()} characters`);
  return { amount, currency, minor };
}

/** How long a transaction_id can be. Inferred from old guides. */
const mostOfAnId = (): number => 100;

/** How long a page can be paid once the buyer has opened it, in ms. Inferred; documented is that the buyer has to come within 15 minutes. */
const openedLife = (): number => 60 * MINUTE;

const detailsOf = (form: Record<string, string>) =>
  [1, 2, 3, 4, 5]
    .map((n) => ({ description: form[`detail${n}_description`] ?? '', text: form[`detail${n}_text`] ?? '' }))
    .filter(({ description, text }) => description !== '' || text !== '');

/** The buyer's browser comes; only the first visit in time counts. */
export function openSession(skrill: Skrill, session: SessionRecord): void {
  if (!isOpen(skrill, session) || session.openedAt !== null) return;
  session.openedAt = now(skrill);
  skrill.sandbox.save();
}

/** Whether a page can still be paid. */
export function isOpen(skrill: Skrill, { expired, openedAt, preparedAt }: SessionRecord): boolean {
  if (expired) return false;
  return now(skrill) < (openedAt === null ? preparedAt + TO_REDIRECT : openedAt + openedLife());
}

/** The page with this session id, or the newest with this transaction_id. */
export const findSession = ({ books }: Skrill, id: string): SessionRecord | undefined =>
  own(books.sessions, id) ??
  Object.values(books.sessions).findLast((session) => session.transactionId === id);
