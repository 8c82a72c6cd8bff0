import { z } from 'zod';
import { minorUnits } from '../../domain/money.ts';
import type { Settled } from '../../domain/schemas/order.ts';
import { big } from './rates.ts';
import type { WireOrder } from './wire.ts';
import { decimal, optional } from './wire-values.ts';

const Cards = z.array(
  z.object({ code: optional.text, c: optional.text, amount: decimal.optional(), a: decimal.optional() }),
);

/** What gift cards, store credit and reward points paid; undefined where nothing was. `base_` amounts are the same money again. */
export function settledOf(wire: WireOrder): Settled[] | undefined {
  const amountOf = (
    field: 'gift_cards_amount' | 'customer_balance_amount' | 'reward_currency_amount',
  ): number => {
    const stated = wire.extension_attributes?.[field] ?? wire[field];
    return minorUnits(big(stated).abs().toFixed(), wire.order_currency_code);
  };
  const settled: Settled[] = [
    ...cardsOf(wire, amountOf('gift_cards_amount')),
    { by: 'store_credit' as const, amount: amountOf('customer_balance_amount') },
    { by: 'reward_points' as const, amount: amountOf('reward_currency_amount') },
  ].filter(({ amount }) => amount > 0);
  return settled.length > 0 ? settled : undefined;
}

/** Each gift card by its code where they add up to the whole, else one entry with all codes. */
function cardsOf(wire: WireOrder, whole: number): Settled[] {
  const stated = Cards.safeParse(listOf(wire.extension_attributes?.gift_cards ?? wire.gift_cards));
  const cards = (stated.data ?? []).map(
    ({ code, c, amount, a }): Settled => ({
      by: 'gift_card',
      amount: minorUnits(amount ?? a ?? 0, wire.order_currency_code),
      reference: code ?? c ?? undefined,
    }),
  );
  const sum = cards.reduce((all, { amount }) => all + amount, 0);
  if (cards.length > 0 && (sum === whole || whole === 0)) return cards;
  const codes = cards.map(({ reference }) => reference).filter((code) => code !== undefined);
  return [{ by: 'gift_card', amount: whole, reference: codes.length > 0 ? codes.join(', ') : undefined }];
}

function listOf(cards: unknown): unknown {
  if (typeof cards !== 'string') return cards;
  try {
    return JSON.parse(cards);
  } catch {
    // The sum is in gift_cards_amount all the same.
    return undefined;
  }
}
