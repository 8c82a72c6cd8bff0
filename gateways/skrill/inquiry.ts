import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Answer } from '../gateway.ts';
import { isOver } from '../pages.ts';
import type { SkrillClient } from './client.ts';
import { HistoryUnreadable } from './history.ts';
import { askedFor, disputeMessage, factOf, type Ours, reasonOf, statusText } from './mapping.ts';
import { pageOf } from './pages.ts';
import { assertOurAccount, told } from './transactions.ts';
import type { Report } from './wire.ts';

type MessagesOf = (what: string, report: Report, pageId?: string) => Promise<Message[]>;

/** Asks what became of a payment. `messagesOf`: what was given back of it. */
export function inquireIn(client: SkrillClient, name: string, ours: Ours, messagesOf: MessagesOf) {
  const { live } = ours;
  return async (paymentId: string, pageId: string): Promise<Answer> => {
    const what = `${name}, asking for ${paymentId}`;
    const page = pageOf(paymentId, pageId);
    if (!page) throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${pageId} is no page of it`);
    // Taken before we ask: whatever happens while the answer is on its way is then later than the answer.
    const asking = new Date();
    const at = asking.toISOString();
    const over = isOver(page, asking);
    const base = { id: `inquiry:${pageId}:${at}`, source: 'inquiry' as const, at, page: pageId, live };
    const report = await told(client, what, paymentId).catch((error: unknown) => {
      // Something was tried, and refused. Whether that was all is asked in vain; the page itself can be paid all the same.
      if (error instanceof HistoryUnreadable && !over) return error;
      throw error;
    });
    if (report instanceof HistoryUnreadable)
      return [{ ...base, fact: 'PAGE_OPEN', money: page.total, status: 'refused', note: report.message }];
    if (!report) return [{ ...base, ...untried(over), money: page.total }];
    assertOurAccount(what, report, ours);
    const state = stateIn(report, over, base);
    if (state.fact !== 'PAID') return [state];
    const disputes = report.status === '-3' ? [disputeMessage(report, askedFor(report), live)] : [];
    try {
      return [state, ...(await messagesOf(what, report, pageId)), ...disputes];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // That it was paid is known all the same, whatever keeps the history from being read.
      return [{ ...state, note: error.message }, ...disputes];
    }
  };
}

/** Skrill says the same of a page that nobody has paid yet as of one that there never was. */
const untried = (over: boolean) => ({
  fact: over ? ('PAGE_EXPIRED' as const) : ('PAGE_OPEN' as const),
  status: 'transaction not found: nobody has paid',
});

/** The state of the payment on this page, or on an earlier one of it that was paid. */
function stateIn(
  report: Report,
  over: boolean,
  base: Pick<Message, 'id' | 'source' | 'at' | 'page' | 'live'>,
): Message {
  const fact = factOf(report, over);
  const said = { ...base, money: askedFor(report), status: statusText(report), note: reasonOf(report) };
  // The try that was refused took nothing: it is no charge.
  if (fact === 'TRY_REFUSED') return { ...said, fact: 'PAGE_OPEN', note: said.note ?? statusText(report) };
  const paidOn = pageOf(report.transaction_id, report.incasso_page) ? report.incasso_page : base.page;
  const charge = report.mb_transaction_id;
  return { ...said, page: paidOn, charge, fact: fact === 'DISPUTED' ? 'PAID' : fact };
}
