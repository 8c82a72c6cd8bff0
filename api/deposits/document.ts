import { orderReference } from '../../domain/ids.ts';
import { netOf } from '../../domain/money.ts';
import type { DepositPlan } from '../../workflows/messages.ts';
import type { DepositBody } from './request.ts';
import type { DepositsSettings } from './settings.ts';

/** What the ERP is asked to write once the deposit is paid: one row with the deposit's article. Undefined where none is wanted. */
export function depositPlan(
  { document }: DepositsSettings,
  body: DepositBody,
  paymentId: string,
  now: Date,
): DepositPlan | undefined {
  if (!document) return undefined;
  const { amount, currency, customer, description, gateway } = body;
  const { erp, article, erpPayment, taxRate, country } = document;
  const [firstName = '', ...rest] = customer.name.split(/\s+/);
  const at = now.toISOString();
  const net = netOf(amount, taxRate);
  return {
    erp,
    draft: {
      reference: orderReference({ shop: 'deposit', id: paymentId }),
      erpPayment,
      order: {
        shop: 'deposit',
        id: paymentId,
        number: body.order ?? paymentId,
        createdAt: at,
        updatedAt: at,
        state: 'open',
        status: 'deposit',
        customer: { email: customer.email ?? '', firstName, lastName: rest.join(' ') },
        billing: { name: customer.name, street: [], city: '', postcode: '', country },
        lines: [{ sku: article, name: description, quantity: 1, net, gross: amount, taxRate }],
        total: amount,
        paid: 0,
        currency,
        payment: { code: gateway, title: gateway },
        notes: body.order ? [`Acconto per ${body.order}`] : [],
      },
    },
  };
}
