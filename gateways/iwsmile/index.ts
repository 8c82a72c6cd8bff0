import { Failure } from '../../domain/failure.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { assertTaken } from '../amounts.ts';
import type { Gateway } from '../gateway.ts';
import type { GatewayKind } from '../kind.ts';
import { amounts } from './amounts.ts';
import { check } from './check.ts';
import { iwsmileClient } from './client.ts';
import { inquireIn } from './inquiry.ts';
import { lookUpIn } from './lookup.ts';
import { readCallback } from './notifications.ts';
import { linkOf, markedPageId, pageOfReturn, pageWindow } from './pages.ts';
import { type IwsmileSettings, keysOf, settings } from './settings.ts';

/** Whoever calls back waits for the answer; what was not checked by then is checked later. */
const CALLER_WAITS_MS = 5_000;

/**
 * IWSmile's page as a link, its callback and `trx.check`, as shop modules of the years until 2013 used them. It has no documentation any more. Each
 * installation is called back at its own address, so no payment has to bear its name.
 */
function create(name: string, given: IwsmileSettings, _installation: string): Gateway {
  const live = given.environment === 'production';
  const client = iwsmileClient(given);
  const hasty = iwsmileClient({ ...given, timeout: Math.min(given.timeout, CALLER_WAITS_MS) });

  /** Nothing is called: the same request is the same link. Without an address for the callback nobody would ever know that it was paid. */
  async function openPage(request: PageRequest, idempotencyKey: string): Promise<Page> {
    const { paymentId, total, notifyUrl, expiresAt } = request;
    const what = `${name}, opening the page of ${paymentId}`;
    assertTaken(what, total, name, amounts(total.currency));
    if (notifyUrl === undefined)
      throw new Failure('GATEWAY_REFUSED', 'refused', `${what}: there is no address to call back`);
    const id = markedPageId(request, idempotencyKey, keysOf(given));
    return { id, url: linkOf(request, id, notifyUrl, given), expiresAt };
  }

  return {
    name,
    live,
    amounts,
    openPage,
    inquire: inquireIn(client, name, live),
    lookUp: lookUpIn(hasty, name, live),
    readNotification: async (request) => readCallback(request, keysOf(given)),
    check: check(client, name, given),
    pageOfReturn,
  };
}

export const iwsmile = {
  settings,
  create,
  account: ['account', 'environment', 'apiUrl'],
  capabilities: [],
  pageWindow,
} satisfies GatewayKind;
