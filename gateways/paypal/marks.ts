import { createHash } from 'node:crypto';

/**
 * What an order carries of ours, in its `custom_id`, which PayPal copies to captures and disputes: the payment, until when its
 * page can be paid (seconds since 1970), and whose it is. PayPal keeps it, so whoever reads an order of ours knows when it is over.
 */
export interface Mark {
  paymentId: string;
  until: number;
  installation: string;
}

const LONGEST_NAME = 64;

/** A name in the letters that PayPal takes everywhere (`[A-Za-z0-9-_.,]`); changed ones are told apart by a few digits. */
function nameOf(installation: string): string {
  const plain = installation.replace(/[^A-Za-z0-9._-]/g, '_');
  if (plain === installation && plain.length <= LONGEST_NAME) return plain;
  return `${plain.slice(0, 50)}_${createHash('sha256').update(installation).digest('hex').slice(0, 8)}`;
}

/** At most 126 of the 127 letters of a custom_id. */
export const customId = ({ paymentId, until, installation }: Mark): string =>
  `${paymentId}.${until}.${nameOf(installation)}`;

/** The mark of an order, capture or dispute; undefined for what is other software's. */
export function markOf(custom_id: string | null | undefined): Mark | undefined {
  const [, paymentId, until, installation] =
    /^([A-Za-z0-9-]{1,50})\.(\d{10})\.([A-Za-z0-9._-]+)$/.exec(custom_id ?? '') ?? [];
  return paymentId !== undefined && until !== undefined && installation !== undefined
    ? { paymentId, until: Number(until), installation }
    : undefined;
}

/** The same, if it is this installation's. */
export function ownMark(custom_id: string | null | undefined, installation: string): Mark | undefined {
  const mark = markOf(custom_id);
  return mark?.installation === nameOf(installation) ? mark : undefined;
}

/** What we call the page: PayPal's order, and until when it can be paid, which PayPal does not say once it has forgotten the order. */
export const pageId = (order: string, until: number): string => `${order}-${until}`;

/** Undefined for what is no page of ours. */
export function readPageId(page: string): { order: string; until: number } | undefined {
  const [, order, until] = /^([A-Z0-9]{1,36})-(\d{10})$/.exec(page) ?? [];
  return order !== undefined && until !== undefined ? { order, until: Number(until) } : undefined;
}

/** In which parameters of the return address the page is named: PayPal adds the first, and we the second. */
const ORDER = 'token';
const UNTIL = 'until';

export function withUntil(returnUrl: string, until: number): string {
  const address = new URL(returnUrl);
  address.searchParams.append(UNTIL, String(until));
  return address.href;
}

/** The page that a browser comes back from. Not confirmed: that PayPal adds `token`, seen in plugins only. */
export function pageOfReturn(query: URLSearchParams): string | undefined {
  const page = `${query.get(ORDER)}-${query.get(UNTIL)}`;
  return readPageId(page) && page;
}

/** A refund's name at PayPal: `refund.<paymentId>.<n>`, since a refund's custom_id takes no colon. */
export const refundName = (refundKey: string): string => refundKey.replaceAll(':', '.');
