import { Failure } from '../../domain/failure.ts';
import { sameMoney } from '../../domain/money.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { assertTaken } from '../amounts.ts';
import { amounts, ourMoney } from './amounts.ts';
import { type PayPalClient, Refusal } from './client.ts';
import { capturesOf, factOfUntried, type Said, unitOf } from './mapping.ts';
import { type Mark, ownMark, pageId } from './marks.ts';
import { orderParams } from './order-params.ts';
import type { PayPalSettings } from './settings.ts';
import { CapturedOrder, linkTo, Order } from './wire.ts';

const ORDERS = '/v2/checkout/orders';

/** An order as it is, and what that means where no capture says it. */
export interface Standing {
  order: Order;
  said: Said;
  /** Why taking the money was refused just now; the customer can choose another way to pay. */
  refused?: string;
  /** The money was taken just now. */
  taken?: true;
}

/** Orders of PayPal: developer.paypal.com/docs/api/orders/v2, 2.13. */
export function orders(client: PayPalClient, name: string, given: PayPalSettings, installation: string) {
  /** With when it was asked. Throws PAGE_NOT_FOUND for one that PayPal does not know, or knows no more. */
  const read = (id: string) =>
    client.dated(`${name}, order ${id}`, Order, {
      method: 'GET',
      path: `${ORDERS}/${encodeURIComponent(id)}`,
    });

  async function openPage(request: PageRequest, idempotencyKey: string): Promise<Page> {
    const opening = `${name}, opening the page of ${request.paymentId}`;
    assertTaken(opening, request.total, name, amounts(request.total.currency));
    const body = orderParams(request, installation, given);
    const asked = { method: 'POST', path: ORDERS, body, key: idempotencyKey } as const;
    const order = await client.call(opening, Order, asked);
    const unit = unitOf(order);
    const mark = ownMark(unit?.custom_id, installation);
    const money = ourMoney(unit?.amount);
    const url = payerLink(order);
    const asRequested = mark?.paymentId === request.paymentId && money && sameMoney(money, request.total);
    // A page over another sum is shown to nobody: what one key means for two requests PayPal does not say.
    if (!mark || !asRequested || url === undefined)
      throw new Failure(
        'GATEWAY_REFUSED',
        'refused',
        `${opening}: PayPal opened another page than asked for (${order.id})`,
      );
    return { id: pageId(order.id, mark.until), url, expiresAt: new Date(mark.until * 1000).toISOString() };
  }

  /**
   * How an order of ours stands. What the customer agreed to is taken on the way as long as its page is open, and never after:
   * when that is, the order carries with it, so it holds in each process and for ever. `at`: when it was read, by PayPal's clock.
   */
  async function standing(order: Order, mark: Mark, at: string): Promise<Standing> {
    const over = Date.now() >= mark.until * 1000;
    const untried = { order, said: factOfUntried(order, over) };
    if (capturesOf(order).length > 0 || order.status !== 'APPROVED' || !mayTake(mark, at)) return untried;
    try {
      return await take(order);
    } catch (error) {
      if (error instanceof Refusal) return refusedBy(order, error);
      throw error;
    }
  }

  /**
   * So long before the page's end nothing is begun any more that nothing can be on its way then: with a token that ended it is four
   * calls. By PayPal's clock too: whoever says that the page is over may have a better one than ours.
   */
  const mayTake = ({ until }: Mark, at: string): boolean =>
    Math.max(Date.now(), Date.parse(at)) < until * 1000 - Math.max(120_000, 5 * given.timeout);

  async function take(order: Order): Promise<Standing> {
    const { id } = order;
    const taken = await client.call(`${name}, taking the money of order ${id}`, CapturedOrder, {
      method: 'POST',
      path: `${ORDERS}/${encodeURIComponent(id)}/capture`,
      body: {},
      key: captureKey(order),
    });
    const payments = taken.purchase_units?.[0]?.payments;
    const [unit, ...others] = order.purchase_units;
    if (!payments?.captures?.length || !unit) return again(id);
    const paid = { ...order, status: taken.status, purchase_units: [{ ...unit, payments }, ...others] };
    return { order: paid, said: factOfUntried(paid, false), taken: true };
  }

  /**
   * What became of an order whose money PayPal says it took: where it shows no capture, nobody knows, whatever else it shows. Nothing
   * more is tried now.
   */
  async function again(id: string): Promise<Standing> {
    const { data: order } = await read(id).catch(onlyLost);
    return {
      order,
      said: { fact: 'UNKNOWN', note: 'PayPal took the money, and shows no payment of it yet' },
    };
  }

  async function refusedBy(order: Order, error: Refusal): Promise<Standing> {
    const { issues } = error;
    // Of several what says that money moved, or may, comes first.
    if (issues.includes('ORDER_ALREADY_CAPTURED')) return again(order.id);
    // PayPal is at it: what came of it is known the next time.
    if (issues.includes('ORDER_COMPLETION_IN_PROGRESS'))
      throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', error.message);
    const [issue = '', ...others] = issues;
    if (others.length > 0 && !issues.every(canChooseAgain)) return onlyLost(error);
    switch (issue) {
      case 'ORDER_NOT_APPROVED':
        return { order, said: { fact: 'PAGE_OPEN' } };
      // Nobody can pay on it any more, whatever they choose.
      case 'MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED':
        return { order, said: { fact: 'FAILED', note: issue } };
      default:
        if (!canChooseAgain(issue)) return onlyLost(error);
        return { order, said: { fact: 'PAGE_OPEN', note: issue }, refused: issue };
    }
  }

  return { openPage, read, standing };
}

/** Where the customer agrees. Not confirmed: that PayPal calls it `payer-action` where there is a payment_source; its specification says `approve`. */
const payerLink = ({ links }: Order): string | undefined => linkTo(links, 'payer-action', 'approve')?.href;

/** An order that was there a moment ago: what it has become is found out by asking again. */
function onlyLost(error: unknown): never {
  const isGone = error instanceof Failure && error.code === 'PAGE_NOT_FOUND';
  throw isGone ? new Failure('GATEWAY_ANSWER_LOST', 'maybe', error.message) : error;
}

/**
 * The key of a capture: the order's, and the moment of the customer's agreement. Not confirmed: whether PayPal keeps a refusal
 * under its key. If it does, one key for all would refuse what the customer chooses next; and an order is captured once whatever the key.
 */
function captureKey({ id, update_time }: Order): string {
  const agreed = Date.parse(update_time ?? '');
  return Number.isNaN(agreed) ? `capture-${id}` : `capture-${id}-${agreed / 1000}`;
}

// Nothing was taken, and the page can still be paid: by another card, or by another account of the customer's.
const TRY_AGAIN = new Set(
  `INSTRUMENT_DECLINED PAYER_ACTION_REQUIRED REDIRECT_PAYER_FOR_ALTERNATE_FUNDING TRANSACTION_REFUSED PAYER_CANNOT_PAY
  PAYER_ACCOUNT_RESTRICTED PAYER_ACCOUNT_LOCKED_OR_CLOSED PAYEE_BLOCKED_TRANSACTION TRANSACTION_BLOCKED_BY_PAYEE
  COMPLIANCE_VIOLATION DOMESTIC_TRANSACTION_REQUIRED TRANSACTION_LIMIT_EXCEEDED
  TRANSACTION_RECEIVING_LIMIT_EXCEEDED`.split(/\s+/),
);

/**
 * Whether a refused capture leaves the page open. Not confirmed for those that speak of an account or a country: told as failed, they
 * would have the customer pay elsewhere while this page can still be paid.
 */
const canChooseAgain = (issue: string): boolean => TRY_AGAIN.has(issue);
