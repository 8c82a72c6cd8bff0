import type { Held } from '../../domain/holds.ts';
import { formatMoney } from '../../domain/money.ts';
import { refundsOf } from '../../domain/refunds.ts';
import { outcomeColumn } from '../../workflows/kit/columns.ts';
import type { OrderView, PaymentView, RetryStep } from '../../workflows/messages.ts';
import { type Context, chargePathOf, pathOf } from './context.ts';
import { timeText } from './italian-time.ts';
import type { Line } from './pages.ts';
import { isStanding, type Seen } from './seen.ts';
import { sentenceOf } from './shown-words.ts';
import { depositFacts, standingFacts } from './standing-facts.ts';
import type { Texts } from './texts/it.ts';

/** "Order 000000123", "Gateway cards": the page's heading. */
export function titleOf(
  { kind, workflowId, orderNumber, order }: Pick<Seen, 'kind' | 'workflowId' | 'orderNumber' | 'order'>,
  { workflow }: Texts,
): string {
  if (isStanding(kind)) return `${workflow.kinds[kind]} ${workflowId.slice(kind.length + 1)}`;
  const number = orderNumber ?? order?.id;
  const ofOrder = number && kind !== 'order' ? ` · ${workflow.kinds.order} ${number}` : '';
  return `${workflow.kinds[kind]}${kind === 'order' && number ? ` ${number}` : ofOrder}`;
}

/** How an order or payment stands, as the list has it. */
const outcomeOf = ({ order, payment }: Pick<Seen, 'order' | 'payment'>) => {
  const outcome = (order ?? payment)?.outcome;
  return outcome && outcomeColumn({ outcome, held: order ? order.authorised : payment?.held });
};

/** How much is held, by what, and until when. */
const heldText = ({ money, reference, until }: Held, { workflow, locale }: Texts): string =>
  [money && formatMoney(money, locale), reference, until && workflow.takeBefore(timeText(until, locale))]
    .filter(Boolean)
    .join(' · ');

/** The same with what matters before anything is done: amount, customer, outcome. */
export function subjectOf(seen: Seen, texts: Texts): string {
  const outcome = outcomeOf(seen);
  const amount = seen.total && formatMoney(seen.total, texts.locale);
  const parts = [titleOf(seen, texts), amount, seen.customer, outcome && texts.outcomes[outcome]];
  return parts.filter(Boolean).join(' · ');
}

const ROOMS: [prefix: string, step: RetryStep][] = [
  ['ERP_', 'document'],
  ['SHOP_', 'shop'],
  ['GATEWAY_', 'payment'],
];

/** Which of the steps that can be retried a person most likely came for; undefined where that is not clear. */
export function likelyStep(steps: RetryStep[], order: OrderView | undefined): RetryStep | undefined {
  if (steps.length === 1) return steps[0];
  const codes = (order?.attentions ?? []).map(({ code }) => code);
  const [, step] = ROOMS.find(([prefix]) => codes.some((code) => code.startsWith(prefix))) ?? [];
  return step && steps.includes(step) ? step : undefined;
}

/** What it is and how it stands, most important first. */
export function factsOf(context: Context, seen: Seen, texts: Texts): Line[] {
  const { order, payment, deposit, parent, summary, total, customer } = seen;
  const w = texts.workflow;
  const outcome = outcomeOf(seen);
  const held = order?.authorised ?? payment?.held;
  const known: (Line | undefined | false)[] = [
    ...standingFacts(seen, texts),
    outcome && { label: w.outcome, text: texts.outcomes[outcome], outcome },
    !!held && outcome === 'AUTHORISED' && { label: w.held, text: heldText(held, texts) },
    payment && { label: w.why, text: whyOf(payment, texts) },
    !!total && { label: w.total, text: formatMoney(total, texts.locale) },
    !!customer && { label: w.customer, text: customer },
    ...(order ? orderFacts(context, order, texts) : []),
    ...(deposit ? depositFacts(context, deposit, texts) : []),
    payment && { label: w.gateway, text: payment.gateway },
    payment && { label: w.reference, text: payment.paymentId },
    ...(payment?.charges ?? []).map(({ money, reference, at }) => ({
      label: w.collected,
      text: `${formatMoney(money, texts.locale)} · ${reference} · ${timeText(at, texts.locale)}`,
      href: chargePathOf(context, payment?.gateway ?? '', reference),
    })),
    ...(payment ? refundFacts(payment, texts) : []),
    // The payment of a deposit's document has a line of its own.
    !!parent &&
      !deposit && { label: w.order, text: seen.orderNumber ?? parent, href: pathOf(context, parent) },
    seen.kind === 'late' && !!summary && { label: w.subject, text: summary },
  ];
  return known.filter((line) => typeof line === 'object');
}

function orderFacts(
  context: Context,
  { stage, shop, inShop, collected, document }: OrderView,
  texts: Texts,
): Line[] {
  const w = texts.workflow;
  const money = collected && formatMoney(collected.money, texts.locale);
  return [
    { label: w.stage, text: texts.stages[stage] },
    { label: w.shop, text: shop },
    ...(inShop ? [{ label: w.inShop, text: `${texts.inShop[inShop.state]} (${inShop.status})` }] : []),
    ...(collected
      ? [
          {
            label: w.collected,
            text: `${money} · ${collected.gateway} · ${collected.reference}`,
            href: chargePathOf(context, collected.gateway, collected.reference),
          },
        ]
      : []),
    { label: w.document, text: document?.number ?? w.noDocument },
  ];
}

/** What was given back, by whom, and what nobody knows of yet. */
function refundFacts({ messages, refundAsked, refundElsewhere }: PaymentView, texts: Texts): Line[] {
  const { refund: label, refundElsewhere: elsewhere } = texts.workflow;
  const shown = [
    ...refundsOf(messages).map(({ id, last: { fact, money, at }, by }) => ({
      what: 'refund' as const,
      id,
      fact,
      money,
      at,
      by,
    })),
    ...(refundAsked ? [{ what: 'refundAsked' as const, ...refundAsked }] : []),
  ];
  const left = refundElsewhere && formatMoney(refundElsewhere, texts.locale);
  return [
    ...shown.map((one) => ({ label, text: sentenceOf(one, texts) })),
    ...(left ? [{ label, text: elsewhere(left) }] : []),
  ];
}

/** What deciding that a payment is unpaid leads to: money that has to go back first, a document without its money. */
export function denialHints(
  { payment }: Pick<Seen, 'payment'>,
  document: string | undefined,
  { form, locale }: Texts,
): string[] {
  const sums = (payment?.charges ?? [])
    .filter(({ held }) => held > 0)
    .map(({ money, held }) => formatMoney({ ...money, amount: held }, locale));
  return [
    sums.length > 0 ? form.negativeHeld(sums.join(' + ')) : form.negativeHint,
    ...(document ? [form.negativeWritten(document)] : []),
  ];
}

const whyOf = ({ reason, verified }: PaymentView, { reasons, workflow }: Texts): string =>
  `${reasons[reason] ?? reason}${verified ? ` ${workflow.verified}` : ''}`;
