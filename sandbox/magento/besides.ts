import Big from 'big.js';
import type { Besides } from './amounts.ts';
import type { Cart } from './description.ts';
import { round } from './taxcore.ts';

const cents = (amount: Big): number => Number(round(amount));
const divided = (amount: number, toBase: number): number => cents(new Big(amount).div(toBase));

/** What an order's total has besides goods and shipping. `toBase`: by what amounts are divided, 1 in the order's currency. */
export function besides(cart: Cart, toBase: number): Besides {
  const { giftCard, storeCredit, rewardPoints, fee } = cart;
  return {
    fees: divided(fee?.amount ?? 0, toBase),
    settled: [giftCard?.amount ?? 0, storeCredit, rewardPoints].reduce(
      (sum, amount) => cents(new Big(sum).plus(divided(amount, toBase))),
      0,
    ),
  };
}

/** Adobe Commerce's fields of gift cards, store credit and reward points; only of those that were used. */
export function settledFields(cart: Cart, rate: number): Record<string, unknown> {
  const { giftCard, storeCredit, rewardPoints } = cart;
  const both = (field: string, amount: number) => ({
    [`base_${field}`]: divided(amount, rate),
    [field]: amount,
  });
  return {
    ...(giftCard && {
      gift_cards: [{ id: 1, ...giftCard, base_amount: divided(giftCard.amount, rate) }],
      ...both('gift_cards_amount', giftCard.amount),
    }),
    ...(storeCredit > 0 && both('customer_balance_amount', storeCredit)),
    ...(rewardPoints > 0 && {
      reward_points_balance: Math.round(rewardPoints * 10),
      ...both('reward_currency_amount', rewardPoints),
    }),
  };
}

/** The payment's fee in the fields of the module that charges it: without VAT, and the VAT where the module has a field for it. */
export function feeFields({ fee }: Cart, rate: number): Record<string, unknown> {
  if (!fee) return {};
  const net = cents(new Big(fee.amount).div(new Big(fee.taxPercent).div(100).plus(1)));
  const tax = cents(new Big(fee.amount).minus(net));
  switch (fee.stated) {
    case 'nowhere':
      return {};
    case 'msp':
      // The VAT is in the total only: the module's etc/extension_attributes.xml names the amount alone.
      return { msp_cod_amount: net };
    case 'phoenix':
      return {
        cash_on_delivery: {
          base_fee: divided(net, rate),
          fee: net,
          base_tax_amount: divided(tax, rate),
          tax_amount: tax,
          base_fee_incl_tax: divided(fee.amount, rate),
          fee_incl_tax: fee.amount,
        },
      };
    case 'amasty':
      return {
        amextrafee_fee_amount: net,
        amextrafee_base_fee_amount: divided(net, rate),
        amextrafee_tax_amount: tax,
        amextrafee_base_tax_amount: divided(tax, rate),
      };
    default:
      throw new Error(`no such module: ${fee.stated satisfies never}`);
  }
}
