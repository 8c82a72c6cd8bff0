import { particulars, whatToDo } from '../../domain/alert.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import { formatMoney } from '../../domain/money.ts';
import { outcomeColumn } from '../../workflows/kit/columns.ts';
import { type Context, pathOf } from './context.ts';
import { timeText } from './italian-time.ts';
import type { Line } from './pages.ts';
import type { Seen } from './seen.ts';
import type { Texts } from './texts/it.ts';

const MESSAGES_SHOWN = 8;

/** The pages of the payments that an order waits for in doubt. */
export const doubtsOf = (context: Context, { order }: Seen): string[] =>
  (order?.payments ?? [])
    .filter(({ outcome }) => outcome === 'VERIFY')
    .map(({ paymentId }) => pathOf(context, paymentWorkflowId(paymentId)));

/**
 * The lists of a page: an order's refunds in the shop, its payments and what the shop was told, a payment's latest
 * messages, an ERP's payments.
 */
export function listsOf(context: Context, seen: Seen, texts: Texts): { title: string; lines: Line[] }[] {
  const { order, payment, total } = seen;
  const w = texts.workflow;
  const lists = [
    {
      title: w.refunds,
      lines: (order?.inShop?.refunds ?? []).map(({ amount, number, at }) => ({
        text: total ? formatMoney({ ...total, amount }, texts.locale) : number,
        more: `${number} · ${timeText(at, texts.locale)}`,
      })),
    },
    {
      title: w.payments,
      lines: (order?.payments ?? []).map((one) => ({
        text: `${texts.outcomes[outcomeColumn(one)]} · ${one.gateway}`,
        more: texts.reasons[one.reason] ?? one.reason,
        href: pathOf(context, paymentWorkflowId(one.paymentId)),
      })),
    },
    {
      title: w.told,
      lines: (order?.told ?? []).map(({ kind, said }) => ({ text: toldOf(kind, texts), more: said })),
    },
    {
      title: w.messages,
      lines: (payment?.messages ?? [])
        .slice(-MESSAGES_SHOWN)
        .reverse()
        .map(({ at, fact, status, note }) => ({
          text: `${timeText(at, texts.locale)} · ${texts.facts[fact] ?? fact}`,
          more: [status, note].filter(Boolean).join(' · '),
        })),
    },
    { title: texts.standing.payments, lines: erpPayments(seen) },
    { title: texts.standing.stuck, lines: stuckOnes(context, seen) },
  ];
  return lists.filter(({ lines }) => lines.length > 0);
}

/** Each attention: what happened, the particulars as the system has them, and what to do. */
export function attentionsOf(seen: Seen, { attentions }: Texts) {
  const { order, payment, deposit, gateway, shop, erp, watch, kind, stuck } = seen;
  const one = deposit ?? gateway ?? shop ?? erp ?? watch;
  // The attention that is shown for a workflow which can't say anything itself.
  const itself = stuck ? 'WORKFLOW_STUCK' : kind === 'late' ? 'LATE_MESSAGE' : undefined;
  const only = one?.attention ? [one.attention] : itself ? [{ code: itself, text: '' } as const] : [];
  const all = (order ?? payment)?.attentions ?? only;
  return all.map((attention) => {
    const { code } = attention;
    const [happened, toDo] = attentions[code] ?? [code, whatToDo(code)];
    return { code, happened, toDo, particulars: particulars(attention) };
  });
}

/** The ERP's payment table, as the configuration's mapping names them. */
const erpPayments = ({ erp }: Seen): Line[] =>
  (erp?.payments ?? []).map(({ id, description }) => ({ text: id, more: description }));

/** The workflows that can't go on. */
const stuckOnes = (context: Context, { watch }: Seen): Line[] =>
  (watch?.stuck ?? []).map(({ workflowId }) => ({ text: workflowId, href: pathOf(context, workflowId) }));

// Orders under way may have kinds of notices that another release knew.
const toldOf = (kind: string, { told }: Texts): string =>
  (told as Partial<Record<string, string>>)[kind] ?? kind;
