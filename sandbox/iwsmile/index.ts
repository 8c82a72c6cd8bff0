import { createSandbox, keepTime, type Sandbox } from '../kit/kit.ts';
import { withoutUndefined } from '../kit/records.ts';
import {
  type Account,
  emptyBooks,
  type Iwsmile,
  type IwsmileBooks,
  type IwsmileSandboxOptions,
} from './books.ts';
import { checkRoutes } from './check.ts';
import { dashboardRoutes } from './dashboard.ts';
import { pageRoutes } from './page.ts';
import { steeringRoutes } from './steering.ts';
import { sendDue } from './webhooks.ts';

export type { IwsmileBooks, IwsmileSandboxOptions } from './books.ts';

/** A running stand-in of IWSmile, with what a merchant needs to talk to it. */
export interface IwsmileSandbox extends Sandbox<IwsmileBooks> {
  account: Account;
}

const defaultAccount: Account = {
  account: '71000001',
  merchantKey: '5a'.repeat(32),
  callbackMethod: 'POST',
  comma: true,
  proofMs: 60 * 60_000,
};

/**
 * IWSmile on loopback, as old shop modules know it: the page at `/Pagamenti/`, `/Pagamenti/trx.check`, and `/_sandbox/...` to steer it (steering.ts, and the
 * kit's own). Nothing else can be asked: no status, no refund, no list.
 */
export async function createIwsmileSandbox(options: IwsmileSandboxOptions = {}): Promise<IwsmileSandbox> {
  const { port, file, mishaps, webhookMishaps, webhookTimeoutMs = 10_000, ...chosen } = options;
  const account = { ...defaultAccount, ...withoutUndefined(chosen) };
  const sandbox = await createSandbox({ port, file, mishaps }, emptyBooks(), (made) => {
    const iwsmile: Iwsmile = {
      sandbox: made,
      books: made.books,
      account,
      webhookTimeoutMs,
      misbehaviours: [],
      webhookMishaps,
      nextChecks: { times: 0, text: '' },
      sending: new Set(),
      closing: new AbortController(),
    };
    steeringRoutes(iwsmile);
    checkRoutes(iwsmile);
    pageRoutes(iwsmile);
    dashboardRoutes(iwsmile);
    keepTime(made, iwsmile.closing, () => sendDue(iwsmile));
  });
  return Object.assign(sandbox, { account });
}
