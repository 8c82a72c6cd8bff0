import { Failure } from '../../domain/failure.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { assertTaken } from '../amounts.ts';
import type { Gateway } from '../gateway.ts';
import type { GatewayKind } from '../kind.ts';
import { pageIdOf } from '../pages.ts';
import { amounts } from './amounts.ts';
import { check } from './check.ts';
import { skrillClient } from './client.ts';
import { inquireIn } from './inquiry.ts';
import { listMovements } from './list.ts';
import { lookUpIn } from './lookup.ts';
import { type Ours, statusText, tookNothing } from './mapping.ts';
import { notificationOf, readReport } from './notifications.ts';
import { linkMs, pageForm, pageOfReturn, pageWindow } from './pages.ts';
import { REST_MS, refunds } from './refunds.ts';
import { type SkrillSettings, settings } from './settings.ts';
import { assertOurAccount, told } from './transactions.ts';

/** Skrill Quick Checkout, hosted page: docs.paysafe.com/docs/digital-wallets/quick-checkout. */
function create(name: string, given: SkrillSettings, installation: string): Gateway {
  const client = skrillClient(given);
  const live = given.environment === 'production';
  const ours: Ours = { merchantId: given.merchantId, installation, live };
  const { refund, messagesOf } = refunds(client, name, ours);

  /** Skrill opens another page each time. A reference that was paid gets none: its answer was lost, and whoever waits hears of it. */
  async function openPage(request: PageRequest, idempotencyKey: string): Promise<Page> {
    const { paymentId, total, expiresAt } = request;
    const what = `${name}, opening the page of ${paymentId}`;
    assertTaken(what, total, name, amounts(total.currency));
    const before = await told(client, what, paymentId);
    if (before) assertOurAccount(what, before, ours);
    if (before && !tookNothing(before))
      throw new Failure(
        'GATEWAY_ANSWER_LOST',
        'maybe',
        `${what}: an earlier page of it has ${statusText(before)} already`,
      );
    const id = pageIdOf(request, idempotencyKey);
    const sid = await client.prepare(what, pageForm(request, id, given, installation));
    return { id, url: client.address(sid), expiresAt };
  }

  return {
    name,
    live,
    amounts,
    openPage,
    inquire: inquireIn(client, name, ours, messagesOf),
    refund,
    lookUp: lookUpIn(client, name, ours, { messagesOf }),
    listNotifications: (since) => listMovements(client, name, since),
    readNotification: async (request) => notificationOf(readReport(request, given), ours),
    check: check(client, name, given, installation),
    pageOfReturn,
  };
}

const DAY_MS = 24 * 3_600_000;

export const skrill = {
  settings,
  create,
  account: ['merchantId', 'apiUrl'],
  capabilities: ['refund', 'listNotifications'],
  pageWindow,
  linkMs,
  refundSeenMs: REST_MS,
  // Not confirmed: how far back the history goes. Nothing is asked for that is older.
  listedMs: 90 * DAY_MS,
} satisfies GatewayKind;
