import { createHash } from 'node:crypto';
import { isCurrency } from '../../domain/currencies.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { AxerveSettings } from './settings.ts';
import type { Detail } from './wire.ts';

/** Whose payments are ours, and how the shop is set. */
export interface Ours extends Pick<AxerveSettings, 'shopLogin' | 'shopCapture' | 'installationField'> {
  installation: string;
  live: boolean;
}

// hype-app/gestpay-api, Encrypt, "customInfo": 300 characters each.
const LONGEST = 250;

/**
 * A name in letters, digits and points, any other byte as "_2f": dashes could come two together, which Axerve refuses. One that is too long is told apart
 * from others that begin as it does by a hash.
 */
function written(name: string): string {
  const whole = [...Buffer.from(name, 'utf8')]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9.]/.test(letter) ? letter : `_${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
  if (whole.length <= LONGEST) return whole;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return `${whole.slice(0, LONGEST - 17)}.${hash}`;
}

/** The name again, for people; where it was cut, as far as it goes. */
const readable = (text: string): string =>
  Buffer.from(
    text.replace(/_([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** What a payment carries at Axerve besides our reference: the sum, which an open page does not tell, and the installation's name. */
export const markText = ({ amount, currency }: Money, installation: string): string =>
  `${amount}.${currency}.${written(installation)}`;

/** The mark that came back with a payment's details; undefined where there is none. */
export function markOf(
  { customInfo }: Pick<Detail, 'customInfo'>,
  field: Ours['installationField'],
): { money: Money; installation: string } | undefined {
  if (field === false) return undefined;
  // Not confirmed: in which case the names come back.
  const [, value] =
    Object.entries(customInfo ?? {}).find(([name]) => name.toLowerCase() === field.toLowerCase()) ?? [];
  const [, amount, currency = '', installation] =
    /^(\d{1,15})\.([A-Z]{3})\.([\w.]+)$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (installation === undefined || !isCurrency(currency)) return undefined;
  return { money: { amount: Number(amount), currency }, installation };
}

/** As `newPaymentId` makes them: other software on the same shop has references of its own. */
const OURS =
  /^(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a payment's reference can be one of ours at all. */
export const isReference = (shopTransactionID: string): boolean =>
  shopTransactionID.length <= 50 && OURS.test(shopTransactionID);

/** The payment of ours that these details are about. One without a mark is heard by all. */
export function ownPaymentOf(detail: Detail, ours: Ours): string | undefined {
  const mark = markOf(detail, ours.installationField);
  const isOurs = mark === undefined || mark.installation === written(ours.installation);
  return isOurs && isReference(detail.shopTransactionID) ? detail.shopTransactionID : undefined;
}

/** The name of the installation whose payment it is, where that is another than ours. */
export function anotherIn(detail: Detail, ours: Ours): string | undefined {
  const mark = markOf(detail, ours.installationField);
  return mark && mark.installation !== written(ours.installation) ? readable(mark.installation) : undefined;
}
