import { decimalText, minorUnits, netOf } from '../../domain/money.ts';
import type { Fee, Order } from '../../domain/schemas/order.ts';
import { feeOf } from '../fees.ts';
import { impliedVat } from '../vat.ts';
import { type Amount, big, knownRates } from './rates.ts';
import type { WireOrder } from './wire.ts';

/** A fee that a module states; `tax` undefined: its VAT is only in the total. */
interface StatedFee {
  net: Amount;
  tax: Amount;
}

/**
 * Fees of the payment method that modules state: MSP Cash On Delivery (its VAT is in the total only), Phoenix Cash On
 * Delivery, Mollie, Amasty Extra Fee, Fooman Surcharge. `left`: by how much the order's total exceeds all other charges, in
 * minor units; a fee without its VAT takes of it as much as can be that VAT.
 */
export function statedFees(wire: WireOrder, method: Order['payment'], left: number): Fee[] {
  const currency = wire.order_currency_code;
  const lists = [wire.extension_attributes, wire].map((fields): StatedFee[] => [
    { net: fields?.msp_cod_amount, tax: fields?.msp_cod_tax_amount },
    { net: fields?.cod_fee, tax: fields?.cod_tax_amount },
    { net: fields?.cash_on_delivery?.fee, tax: fields?.cash_on_delivery?.tax_amount },
    { net: fields?.mollie_payment_fee, tax: fields?.mollie_payment_fee_tax },
    { net: fields?.amextrafee_fee_amount, tax: fields?.amextrafee_tax_amount },
    ...(fields?.fooman_total_group?.items ?? []).map(({ amount, tax_amount }) => ({
      net: amount,
      tax: tax_amount,
    })),
  ]);
  // Fees under extension_attributes and beside the order's own fields are the same ones: only one list counts.
  const fees = (lists.find((list) => list.some(isCharged)) ?? []).filter(isCharged);
  const nets = fees.reduce((sum, { net }) => sum + minorUnits(big(net).toFixed(), currency), 0);
  return fees.map(({ net, tax }) => {
    const without = minorUnits(big(net).toFixed(), currency);
    const rest = Math.max(0, left - nets);
    const unstated = fees.length === 1 && rest <= Math.round(without * 0.27) + 1 ? rest : 0;
    const gross = tax == null ? without + unstated : minorUnits(big(net).plus(big(tax)).toFixed(), currency);
    const inMajor = (amount: number) => decimalText({ amount, currency });
    const vat = impliedVat(inMajor(without), inMajor(gross), knownRates(wire));
    return { ...feeOf(method), net: netOf(gross, vat.taxRate), gross, ...vat };
  });
}

const isCharged = ({ net }: StatedFee): boolean => big(net).gt(0);
