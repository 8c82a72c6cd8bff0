import type { Imported } from '../activities/shop.ts';
import { type Attention, mostPressing } from '../domain/attention.ts';
import { failureCatalogue } from '../domain/failure.ts';
import { backOfficeUrl, operatorsUrl, type PeopleLinks } from '../domain/links.ts';
import { formatMoney } from '../domain/money.ts';
import type { Message } from '../domain/schemas/message.ts';
import type { Deed } from './desk.ts';
import {
  type ActionOffer,
  type OrderView,
  type PaymentInput,
  type PaymentReport,
  type PaymentView,
  paymentWorkflowId,
} from './messages.ts';

// The Temporal UI sends these texts through a URL, which proxies refuse beyond a few kilobytes.
const LIMIT_BYTES = 2_000;
const LONGEST_LINK = 250;
const LONGEST_WORD = 40;
const MOST_ROWS = 30;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Text of others made harmless in Markdown: customers and gateways must not write our tables and links. */
export const escapeMarkdown = (text: string): string =>
  text
    // Control and direction characters can make a line read as another.
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    // A bare address would become a link: an invisible joiner breaks it.
    .replace(/:\/\/|www\.|@/gi, (address) => `${address[0]}\u2060${address.slice(1)}`)
    // The UI sets 1/8 as a fraction: a document's number must stay as it is.
    .replace(/(?<=\d)\/(?=\d)/g, '/\u2060')
    .replace(/[\\`*_{}[\]<>()#+!|~&]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The same in at most so many bytes, cut at its end. */
function plain(text: string, maxBytes: number): string {
  const whole = escapeMarkdown(text);
  if (bytes(whole) <= maxBytes) return whole;
  let room = maxBytes - bytes('…');
  let cut = '';
  for (const [unit] of whole.matchAll(/&#\d+;|./gu)) {
    room -= bytes(unit);
    if (room < 0) break;
    cut += unit;
  }
  return `${cut}…`;
}

/** As many blocks as there is room for, the first ones first. */
function fitting(blocks: string[]): string {
  return blocks.reduce((text, block) => {
    const longer = text && block ? `${text}\n\n${block}` : text || block;
    return bytes(longer) <= LIMIT_BYTES ? longer : text;
  }, '');
}

/** A table of the newest items that still fit after `above`; says how many it leaves out. */
function newestFitting<T>(above: string, head: string, items: T[], row: (item: T) => string): string {
  const rows = items.slice(-MOST_ROWS).map(row);
  const room = LIMIT_BYTES - bytes(`${above}\n\n`);
  const table = (shown: number): string => {
    const lines = [head, ...rows.slice(rows.length - shown)];
    if (shown < items.length) lines.unshift(`The newest ${shown} of ${items.length}:\n`);
    return lines.join('\n');
  };
  let shown = rows.length;
  while (shown > 1 && bytes(table(shown)) > room) shown -= 1;
  return table(shown);
}

const outcomeText: Record<PaymentReport['outcome'], string> = {
  PENDING: 'Waiting for the payment',
  POSITIVE: 'Paid',
  NEGATIVE: 'Not paid',
  VERIFY: 'To be verified',
};

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

/**
 * A link to a form for each thing that can be done now, so that nobody types JSON. What an order in doubt waits for is
 * decided on its payment: that comes first.
 */
function actionsText(
  links: PeopleLinks,
  { workflowId, actions }: Operated,
  payments: PaymentReport[] = [],
): string {
  const form = (name: string, of: string, action?: string): string[] => {
    const url = operatorsUrl(links, of, action);
    return url ? [`[${name}](${url})`] : [];
  };
  const doubts = payments.filter(({ outcome }) => outcome === 'VERIFY').slice(0, 2);
  const forms = [
    ...doubts.flatMap((p) => form('resolve the payment', paymentWorkflowId(p.paymentId), 'resolve')),
    ...actions.flatMap(({ action }) => form(action, workflowId, action)),
  ];
  const italian = form('Questa pagina in italiano', workflowId);
  return [forms.length > 0 ? `Do now: ${forms.join(' · ')}` : '', ...italian].filter(Boolean).join('\n\n');
}

/** A time that the UI doesn't break into three lines. */
const timeText = (iso: string): string => iso.slice(0, 19).replace('T', '\u00a0').replaceAll('-', '\u2011');

/** Ids of a gateway's pages are longer than a column is wide. */
const withoutLongWords = (text: string): string =>
  text.replace(/[^\s-]+/g, (word) => (word.length > LONGEST_WORD ? `${word.slice(0, 16)}…` : word));

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

function linked(text: string, url: string | undefined): string {
  const safe = url?.replace(/[()<>\s]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return safe && safe.length <= LONGEST_LINK ? `[${plain(text, 60)}](${safe})` : plain(text, 60);
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
    `## ${outcomeText[view.outcome]} · ${formatMoney({ amount: order.total, currency: order.currency })}`,
    pressing ? attentionText(pressing) : '',
    actionsText(imported.links, operated, view.payments),
    `Order ${linked(order.number, order.adminUrl)} of ${view.shop}, ${plain(imported.customerLabel, 120)}; paid by ${plain(order.payment.title, 80)}.`,
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
    `## ${outcomeText[view.outcome]} · ${formatMoney(total)}`,
    view.attention ? attentionText(view.attention) : '',
    actionsText(input.links, operated),
    ...view.charges
      .slice(0, 2)
      .map((c) => `Charge ${linked(c.reference, backOfficeUrl(input.links, c.reference))}`),
    `${plain(description, 120)}, ${plain(input.customerLabel, 120)}, on ${input.gateway}: ${view.reason}${view.verified ? ', verified with the gateway' : ''}.`,
    deedsText(operated.deeds),
  ]);
  return fitting([
    above,
    view.messages.length > 0
      ? newestFitting(above, "| UTC | Said | Gateway's words |\n|---|---|---|", view.messages, row)
      : 'No message yet.',
  ]);
}
