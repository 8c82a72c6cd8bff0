import { whyNotTaken } from '../../domain/amounts.ts';
import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { Answer, Gateway } from '../gateway.ts';
import type { GatewayKind } from '../kind.ts';
import { amounts } from './amounts.ts';
import { check } from './check.ts';
import { skrillClient } from './client.ts';
import { listMovements } from './list.ts';
import { lookUpIn } from './lookup.ts';
import { askedFor, disputeMessage, factOf, type Ours, reasonOf, statusText } from './mapping.ts';
import { notificationOf, readReport } from './notifications.ts';
import { isOver, type KnownPage, pageForm, pageIdOf, pageOf, pageOfReturn, pageWindow } from './pages.ts';
import { refunds } from './refunds.ts';
import { type SkrillSettings, settings } from './settings.ts';
import type { Report } from './wire.ts';

/** Skrill Quick Checkout, hosted page: docs.paysafe.com/docs/digital-wallets/quick-checkout. */
function create(name: string, given: SkrillSettings, installation: string): Gateway {
  const client = skrillClient(given);
  const live = given.environment === 'production';
  const ours: Ours = { merchantId: given.merchantId, installation, live };
  const { refund, messagesOf } = refunds(client, name, live);

  /** Skrill opens another page each time. A reference that was paid gets none: its answer was lost, and whoever waits hears of it. */
  async function openPage(request: PageRequest, idempotencyKey: string): Promise<Page> {
    const { paymentId, total, expiresAt } = request;
    const what = `${name}, opening the page of ${paymentId}`;
    const why = whyNotTaken(total, name, amounts(total.currency));
    if (why) throw new Failure('GATEWAY_AMOUNT_REFUSED', 'refused', `${what}: ${why}`);
    const before = await client.status(what, { trn_id: paymentId });
    if (before && !['-1', '-2'].includes(before.status))
      throw new Failure(
        'GATEWAY_ANSWER_LOST',
        'maybe',
        `${what}: an earlier page of it has ${statusText(before)} already`,
      );
    const id = pageIdOf(request, idempotencyKey);
    const sid = await client.prepare(what, pageForm(request, id, given, installation));
    return { id, url: client.address(sid), expiresAt };
  }

  async function inquire(paymentId: string, pageId: string): Promise<Answer> {
    const what = `${name}, asking for ${paymentId}`;
    const page = pageOf(paymentId, pageId);
    if (!page) throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${pageId} is no page of it`);
    // Taken before we ask: whatever happens while the answer is on its way is then later than the answer.
    const at = new Date().toISOString();
    const base = { id: `inquiry:${pageId}:${at}`, source: 'inquiry' as const, at, page: pageId, live };
    const report = await client.status(what, { trn_id: paymentId });
    if (report && report.transaction_id !== paymentId)
      throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: the answer is about another payment`);
    const state = report ? stateIn(report, page, base) : { ...base, ...untried(page), money: page.total };
    if (!report || state.fact !== 'PAID') return [state];
    const since = await messagesOf(what, report, pageId);
    const disputes = report.status === '-3' ? [disputeMessage(report, askedFor(report), live)] : [];
    return [state, ...since, ...disputes];
  }

  return {
    name,
    live,
    amounts,
    openPage,
    inquire,
    refund,
    lookUp: lookUpIn(client, name, ours, { messagesOf }),
    listNotifications: (since) => listMovements(client, name, since),
    readNotification: async (request) => notificationOf(readReport(request, given), ours),
    check: check(client, name, given, installation),
    pageOfReturn,
  };
}

type Base = Pick<Message, 'id' | 'source' | 'at' | 'page' | 'live'>;

/** Skrill says the same of a page that nobody has paid yet as of one that there never was. */
const untried = (page: KnownPage) => ({
  fact: isOver(page) ? ('PAGE_EXPIRED' as const) : ('PAGE_OPEN' as const),
  status: 'transaction not found: nobody has paid',
});

/** The state of the payment on this page, or on an earlier one of it that was paid. */
function stateIn(report: Report, page: KnownPage, base: Base): Message {
  const fact = factOf(report, isOver(page));
  const said = { ...base, money: askedFor(report), status: statusText(report), note: reasonOf(report) };
  // The try that was refused took nothing: it is no charge.
  if (fact === 'TRY_REFUSED') return { ...said, fact: 'PAGE_OPEN', note: said.note ?? statusText(report) };
  const told = pageOf(report.transaction_id, report.incasso_page) ? report.incasso_page : base.page;
  const charge = report.mb_transaction_id;
  return { ...said, page: told, charge, fact: fact === 'DISPUTED' ? 'PAID' : fact };
}

const DAY_MS = 24 * 3_600_000;

export const skrill = {
  settings,
  create,
  capabilities: ['refund', 'listNotifications'],
  pageWindow,
  // Not confirmed: how far back the history goes. Nothing is asked for that is older.
  listedMs: 90 * DAY_MS,
} satisfies GatewayKind;
