import { randomBytes } from 'node:crypto';
import { own } from '../kit/records.ts';
import { isWebAddress } from '../kit/requests.ts';
import { type Iwsmile, now, type Visit } from './books.ts';
import { parseAmount, parseQuantity, refusedLink } from './params.ts';

const LANGUAGES = ['IT', 'EN', 'DE', 'FR', 'ES'];

/**
 * Begins a browser's visit by a payment link. Nothing in the link is signed and it never expires; unknown fields are ignored.
 * @throws LinkError
 */
export function begin(iwsmile: Iwsmile, form: Record<string, string>): Visit {
  const { books, account } = iwsmile;
  const field = (name: string) => form[name] ?? '';
  if (field('ACCOUNT') !== account.account) throw refusedLink('ACCOUNT', field('ACCOUNT'));
  const quantity = form.QUANTITY || '1';
  parseQuantity(quantity);
  if (form.LANG_COUNTRY && !LANGUAGES.includes(form.LANG_COUNTRY))
    throw refusedLink('LANG_COUNTRY', form.LANG_COUNTRY);
  for (const name of ['FLAG_ONLY_IWS', 'FLAG_ONLY_CC'])
    if (!['', '0', '1'].includes(field(name))) throw refusedLink(name, field(name));
  for (const name of ['URL_OK', 'URL_BAD', 'URL_CALLBACK'])
    if (field(name) && !isWebAddress(field(name))) throw refusedLink(name, field(name));
  const visit: Visit = {
    id: randomBytes(8).toString('hex'),
    unit: parseAmount(field('AMOUNT')),
    quantity,
    itemName: field('ITEM_NAME'),
    itemNumber: field('ITEM_NUMBER'),
    custom: field('CUSTOM'),
    note: field('NOTE'),
    payerName: `${field('PAYER_FIRSTNAME')} ${field('PAYER_LASTNAME')}`.trim() || 'Mario Rossi',
    payerEmail: form.PAYER_EMAIL || 'm@example.it',
    onlyIws: form.FLAG_ONLY_IWS === '1',
    onlyCard: form.FLAG_ONLY_CC === '1',
    urlOk: form.URL_OK || null,
    urlBad: form.URL_BAD || null,
    urlCallback: form.URL_CALLBACK || null,
    refused: false,
    paid: null,
    at: now(iwsmile),
  };
  books.visits[visit.id] = visit;
  iwsmile.sandbox.save();
  return visit;
}

/** The total in cents: AMOUNT is the price of one piece. */
export const totalOf = ({ unit, quantity }: Visit): number => Math.round(unit * parseQuantity(quantity));

/** The visit with this id, or the newest with this CUSTOM. */
export const findVisit = ({ books }: Iwsmile, id: string): Visit | undefined =>
  own(books.visits, id) ?? Object.values(books.visits).findLast(({ custom }) => custom === id);
