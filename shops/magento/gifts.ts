import { decimalText, minorUnits } from '../../domain/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { isFilled } from '../decode.ts';
import { impliedVat } from '../vat.ts';
import { knownRates } from './rates.ts';
import type { WireOrder } from './wire.ts';
import type { GiftMessage } from './wire-rows.ts';

/** The wrapping of the order and its rows, and the printed card, as one charge (Adobe Commerce only). */
export function giftWrapOf(wire: WireOrder): Order['giftWrap'] {
  const gifts = wire.extension_attributes;
  const sum = (...amounts: (string | number | null | undefined)[]) =>
    amounts.reduce<number>((all, amount) => all + minorUnits(amount || 0, wire.order_currency_code), 0);
  const net = sum(gifts?.gw_price, gifts?.gw_items_price, gifts?.gw_card_price);
  if (net === 0) return undefined;
  const gross = net + sum(gifts?.gw_tax_amount, gifts?.gw_items_tax_amount, gifts?.gw_card_tax_amount);
  const text = (amount: number) => decimalText({ amount, currency: wire.order_currency_code });
  return { net, gross, ...impliedVat(text(net), text(gross), knownRates(wire)) };
}

/** The gift messages of the order and its rows; undefined where there are none. */
export function giftMessagesOf(wire: WireOrder): string[] | undefined {
  const given = [
    wire.extension_attributes?.gift_message,
    ...wire.items.map((item) => item.extension_attributes?.gift_message),
  ];
  const messages = given.map(messageText).filter(isFilled);
  return messages.length > 0 ? messages : undefined;
}

function messageText(gift: GiftMessage): string | undefined {
  if (!isFilled(gift?.message)) return undefined;
  const people = [gift.sender, gift.recipient].filter(isFilled).join(' → ');
  return people ? `${people}: ${gift.message}` : gift.message;
}
