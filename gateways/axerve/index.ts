import { Failure } from '../../domain/failure.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { assertTaken } from '../amounts.ts';
import type { Gateway } from '../gateway.ts';
import type { GatewayKind } from '../kind.ts';
import { amounts } from './amounts.ts';
import { check } from './check.ts';
import { axerveClient } from './client.ts';
import { holds } from './holds.ts';
import { lists } from './list.ts';
import type { Ours } from './marks.ts';
import { notificationOf, receipt } from './notifications.ts';
import { pageBody, pageOfReturn, pageWindow } from './pages.ts';
import { payments } from './payments.ts';
import { REST_MS, refunds } from './refunds.ts';
import { type AxerveSettings, settings } from './settings.ts';

/** Axerve's payment page by REST (GestPay, Banca Sella, Fabrick): hype-app/gestpay-api. */
function create(name: string, given: AxerveSettings, installation: string): Gateway {
  const client = axerveClient(given);
  const live = given.environment === 'production';
  const { shopLogin, shopCapture, installationField } = given;
  const ours: Ours = { shopLogin, shopCapture, installationField, installation, live };
  const all = payments(client, name, ours);
  const held = holds(client, name, ours, all);

  /** Axerve opens another page each time. The one whose answer was lost is shown to nobody, and nobody can pay on it. */
  async function openPage(request: PageRequest): Promise<Page> {
    const { paymentId, total, expiresAt } = request;
    const what = `${name}, opening the page of ${paymentId}`;
    assertTaken(what, total, name, amounts(total.currency));
    // Whether money is held is a setting of the shop: a page that takes it at once is shown to nobody who was told otherwise.
    if (request.capture === 'later' && shopCapture !== 'separated')
      throw new Failure(
        'GATEWAY_REFUSED',
        'refused',
        `${what}: ${shopLogin} takes the money at once (shopCapture: unified); only a separated shop holds it`,
      );
    const { paymentID, userRedirect } = await client.create(what, pageBody(request, given, ours));
    return { id: paymentID, url: userRedirect.href, expiresAt };
  }

  return {
    name,
    live,
    unsigned: true,
    receipt,
    amounts,
    openPage,
    inquire: all.inquire,
    capture: held.capture,
    void: held.void,
    refund: refunds(client, name, ours, all),
    readNotification: async (request) => notificationOf(request, ours),
    lookUp: all.lookUp,
    listNotifications: lists(client, name, ours),
    check: check(client, name, given, ours),
    pageOfReturn,
  };
}

const DAY_MS = 24 * 3_600_000;

const whyNotHolding = ({ shopCapture }: AxerveSettings) =>
  shopCapture === 'unified'
    ? 'a unified shop holds no money: it takes it "now"; where the back office has it separated, say so: shopCapture: separated'
    : undefined;

export const axerve = {
  settings,
  create,
  account: ['shopLogin', 'environment', 'apiUrl'],
  capabilities: ['capture', 'void', 'refund', 'listNotifications'],
  whyNotHolding,
  pageWindow,
  refundSeenMs: REST_MS,
  // Not confirmed: how far back a search goes. Nothing is asked for that is older.
  listedMs: 90 * DAY_MS,
} satisfies GatewayKind;
