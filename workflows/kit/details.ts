import type { Imported } from '../../activities/shop.ts';
import { type Attention, mostPressing } from '../../domain/attention.ts';
import { failureCatalogue } from '../../domain/failure.ts';
import type { Held } from '../../domain/holds.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import { operatorsUrl, type PeopleLinks } from '../../domain/links.ts';
import { formatMoney } from '../../domain/money.ts';
import { holdsMoney, refundedInShop } from '../../domain/refunds.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { OrderView } from '../order/messages.ts';
import type { PaymentInput, PaymentReport, PaymentView } from '../payment/messages.ts';
import { fitting, linked, newestFitting, plain, timeText, withoutLongWords } from './markdown.ts';
import type { Deed } from './operator-queue.ts';
import { type ActionOffer, GIVEN_BACK_ELSEWHERE } from './operators.ts';

const outcomeText: Record<PaymentReport['outcome'], string> = {
  PENDING: 'Waiting for the payment',
  POSITIVE: 'Paid',
  NEGATIVE: 'Not paid',
  VERIFY: 'To be verified',
};

/** How it stands, in words; of money that is held until when. */
const standing = (outcome: PaymentReport['outcome'], held?: Held): string =>
  outcome === 'PENDING' && held
    ? `Held, not taken${held.until ? `: take it before ${timeText(held.until)} (UTC)` : ''}`
    : outcomeText[outcome];

function attentionText({ code, text }: Attention): string {
  const toDo = Object.entries(failureCatalogue).find(([failure]) => failure === code)?.[1];
  return `**${code}**: ${plain(text, 450)}${toDo ? `\n\n${toDo}` : ''}`;
}

/** What operators did with a workflow, and what they can do now. */
export interface Operated {
  workflowId: string;
  deeds: Deed[];
  actions: ActionOffer[];
}
const untouched: Operated = { workflowId: '', deeds: [], actions: [] };

const heldOf = ({ payments }: OrderView): Held | undefined => payments.find(({ held }) => held)?.held;

/**
 * A link to a form for each thing that can be done now, so that nobody types JSON. What an order in doubt waits for is
 * decided on its payment: that comes first.
 */
export function actionsText(
  links: PeopleLinks,
  { workflowId, actions }: Pick<Operated, 'workflowId' | 'actions'>,
  payments: PaymentReport[] = [],
): string {
  const form = (name: string, of: string, action?: string): string[] => {
    const url = operatorsUrl(links, of, action);
    return url ? [`[${name}](${url})`] : [];
  };
  const doubts = payments.filter(({ outcome }) => outcome === 'VERIFY').slice(0, 2);
  const due = payments.filter((p) => p.outcome === 'NEGATIVE' && holdsMoney(p.charges)).slice(0, 2);
  const forms = [
    ...due.flatMap((p) => form('refund the payment', paymentWorkflowId(p.paymentId), 'refund')),
    ...doubts.flatMap((p) => form('resolve the payment', paymentWorkflowId(p.paymentId), 'resolve')),
    ...actions.flatMap(({ action }) => form(action, workflowId, action)),
  ];
  const italian = form('Questa pagina in italiano', workflowId);
  return [forms.length > 0 ? `Do now: ${forms.join(' · ')}` : '', ...italian].filter(Boolean).join('\n\n');
}

/** What operators did, newest first. */
const deedsText = (deeds: Deed[]): string =>
  deeds
    .slice(-3)
    .reverse()
    .map(
      (d) =>
        `${d.at.slice(0, 16).replace('T', ' ')} ${d.action} by ${plain(d.operator, 40)}: ${plain(d.reason, 100)}`,
    )
    .join('\n\n');

/** Where the shop holds the order, or gave money of it back; empty where it does neither. */
function inShopText({ inShop }: OrderView, currency: string): string {
  if (!inShop) return '';
  const { state, status, refunds = [] } = inShop;
  const numbers = refunds.map(({ number }) => plain(number, 30)).join(', ');
  const amount = refundedInShop({ refunds });
  return [
    state === 'open' || state === 'completed'
      ? ''
      : `In the shop it is ${state.replace('_', ' ')}: "${plain(status, 60)}".`,
    refunds.length > 0 ? `Given back in the shop: ${formatMoney({ amount, currency })} (${numbers}).` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What an operator reads first on an order: what happened, what to do, then payments, document and shop. Under 2 kB. */
export function orderDetails(
  view: OrderView,
  imported: Imported | undefined,
  operated: Operated = untouched,
): string {
  const pressing = mostPressing(view.attentions);
  if (!imported)
    return pressing ? attentionText(pressing) : `Reading order ${plain(view.id, 60)} from ${view.shop}.`;
  const { order } = imported;
  const above = fitting([
    `## ${standing(view.outcome, heldOf(view))} · ${formatMoney({ amount: order.total, currency: order.currency })}`,
    pressing ? attentionText(pressing) : '',
    actionsText(imported.links, operated, view.payments),
    `Order ${linked(order.number, order.adminUrl)} of ${view.shop}, ${plain(imported.customerLabel, 120)}; paid by ${plain(order.payment.title, 80)}.`,
    inShopText(view, order.currency),
    view.document
      ? `Document **${plain(view.document.number, 60)}** in ${imported.erp}.`
      : 'No document in the ERP yet.',
    ...view.told
      .slice(-3)
      .reverse()
      .map((t) => `Shop told "${t.kind}": ${plain(t.said, 120)}.`),
    deedsText(operated.deeds),
  ]);
  return fitting([
    above,
    view.payments.length > 0
      ? newestFitting(
          above,
          '| Payment | Gateway | Outcome | Why |\n|---|---|---|---|',
          view.payments,
          (p) => `| ${p.paymentId} | ${p.gateway} | ${p.outcome} | ${p.reason} |`,
        )
      : '',
  ]);
}

/** The charge's page in the gateway's back office, as far as a message named it. */
const linkOf = (messages: Message[], reference: string): string | undefined =>
  messages.findLast(({ charge, link }) => charge === reference && link !== undefined)?.link;

/** The same for a payment, with every message the gateway sent, as far as they fit. */
export function paymentDetails(
  input: PaymentInput,
  view: PaymentView,
  operated: Operated = untouched,
): string {
  const { total, description } = input.page;
  const words = ({ status, note }: Message) => withoutLongWords(note ? `${status}: ${note}` : status);
  const row = (message: Message) =>
    `| ${timeText(message.at)} | ${message.fact} | ${plain(words(message), 180)} |`;
  const above = fitting([
    `## ${standing(view.outcome, view.held)} · ${formatMoney(total)}`,
    ...view.attentions.slice(0, 2).map(attentionText),
    actionsText(input.links, operated),
    ...view.charges
      .slice(0, 2)
      .map(({ reference }) => `Charge ${linked(reference, linkOf(view.messages, reference))}`),
    `${plain(description, 120)}, ${plain(input.customerLabel, 120)}, on ${input.gateway}: ${view.reason}${view.verified ? ', verified with the gateway' : ''}.`,
    view.refundElsewhere ? GIVEN_BACK_ELSEWHERE : '',
    deedsText(operated.deeds),
  ]);
  return fitting([
    above,
    view.messages.length > 0
      ? newestFitting(above, "| UTC | Said | Gateway's words |\n|---|---|---|", view.messages, row)
      : 'No message yet.',
  ]);
}
