import type { Imported } from '../activities/shop.ts';
import { mostPressing } from '../domain/attention.ts';
import { formatMoney } from '../domain/money.ts';
import type { Message } from '../domain/schemas/message.ts';
import type { OrderView, PaymentInput, PaymentReport, PaymentView } from './messages.ts';

// The Temporal UI sends these texts through a URL: short, and the newest messages only.
const MESSAGES_SHOWN = 8;

/** Text of others made harmless in Markdown: customers and gateways must not write our tables and links. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>()#+!|~&]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/\s+/g, ' ');

const outcomeText: Record<PaymentReport['outcome'], string> = {
  PENDING: 'Waiting for the payment',
  POSITIVE: 'Paid',
  NEGATIVE: 'Not paid',
  VERIFY: 'To be verified',
};

/** What an operator reads first on an order: what happened, what to do, then payments, document and shop. */
export function orderDetails(view: OrderView, imported: Imported | undefined): string {
  if (!imported) {
    const stands = view.attentions[0];
    return stands
      ? `**${stands.code}**: ${escapeMarkdown(stands.text)}`
      : `Reading order ${view.id} from ${view.shop}.`;
  }
  const { order } = imported;
  const link = order.adminUrl ? `[${escapeMarkdown(order.number)}](${order.adminUrl})` : order.number;
  const pressing = mostPressing(view.attentions);
  return [
    `## ${outcomeText[view.outcome]} · ${formatMoney({ amount: order.total, currency: order.currency })}`,
    pressing ? `**${pressing.code}**: ${escapeMarkdown(pressing.text)}` : '',
    `Order ${link} of ${view.shop}, ${escapeMarkdown(imported.customerLabel)}; paid by ${escapeMarkdown(order.payment.title)}.`,
    view.payments.length > 0
      ? `| Payment | Gateway | Outcome | Why |\n|---|---|---|---|\n${view.payments
          .map((p) => `| ${p.paymentId} | ${p.gateway} | ${p.outcome} | ${p.reason} |`)
          .join('\n')}`
      : '',
    view.document
      ? `Document **${view.document.number}** in ${imported.erp}.`
      : 'No document in the ERP yet.',
    ...view.told.slice(-3).map((t) => `Shop told "${t.kind}": ${escapeMarkdown(t.said)}.`),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The same for a payment, with every message the gateway sent. */
export function paymentDetails(input: PaymentInput, view: PaymentView): string {
  const { total, description } = input.page;
  const row = (message: Message) =>
    `| ${message.at.slice(0, 19).replace('T', ' ')} | ${message.fact} | ${escapeMarkdown(message.status)} | ${escapeMarkdown(message.note ?? '')} |`;
  return [
    `## ${outcomeText[view.outcome]} · ${formatMoney(total)}`,
    view.attention ? `**${view.attention.code}**: ${escapeMarkdown(view.attention.text)}` : '',
    `${escapeMarkdown(description)}, ${escapeMarkdown(input.customerLabel)}, on ${input.gateway}: ${view.reason}${view.verified ? ', verified with the gateway' : ''}.`,
    view.messages.length > 0
      ? `| UTC | Said | Gateway's words | |\n|---|---|---|---|\n${view.messages.slice(-MESSAGES_SHOWN).map(row).join('\n')}`
      : 'No message yet.',
  ]
    .filter(Boolean)
    .join('\n\n');
}
