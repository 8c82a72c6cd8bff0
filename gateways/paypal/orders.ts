import { Failure } from '../../domain/failure.ts';
import { sameMoney } from '../../domain/money.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { assertTaken } from '../amounts.ts';
import { amounts, ourMoney } from './amounts.ts';
import type { PayPalClient } from './client.ts';
import { unitOf } from './mapping.ts';
import { ownMark, pageId } from './marks.ts';
import { orderParams } from './order-params.ts';
import type { PayPalSettings } from './settings.ts';
import { linkTo, Order } from './wire.ts';

export const ORDERS = '/v2/checkout/orders';

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

  return { openPage, read };
}

/** Where the customer agrees. Not confirmed: that PayPal calls it `payer-action` where there is a payment_source; its specification says `approve`. */
const payerLink = ({ links }: Order): string | undefined => linkTo(links, 'payer-action', 'approve')?.href;
