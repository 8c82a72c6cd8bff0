import { onTestFinished } from 'vitest';
import { createIwsmileSandbox, type IwsmileSandboxOptions } from '../../sandbox/iwsmile/index.ts';
import { pressAt } from './sandbox-bench.ts';
import { page, receiver } from './skrill-bench.ts';

const KEY = '5a'.repeat(32);
export type Fields = Record<string, string>;

/** A sandbox for one test. */
export async function iwsmile(options: IwsmileSandboxOptions = {}) {
  const sandbox = await createIwsmileSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}
export type Shop = Awaited<ReturnType<typeof iwsmile>>;

/** The link of the example; `changes` are of its fields. */
export const link = ({ url }: Shop, changes: Fields = {}) =>
  `${url}/Pagamenti/?${new URLSearchParams({
    ...Object.fromEntries(
      new URLSearchParams(
        'ACCOUNT=71000001&AMOUNT=25.40&ITEM_NAME=Ordine+100042&ITEM_NUMBER=100042&QUANTITY=1&CUSTOM=100042-7b1c&LANG_COUNTRY=IT&FLAG_ONLY_IWS=0',
      ),
    ),
    URL_OK: 'http://127.0.0.1:9/return',
    URL_BAD: 'http://127.0.0.1:9/back',
    ...changes,
  })}`;

/** Opens a payment link; answers the address of the page to which it leads. */
export const pageUrlOf = async (sandbox: Shop, changes: Fields = {}) =>
  (await page(link(sandbox, changes))).url;

/** Presses a button of the hosted page. */
export const press = (at: string, action: string, fields: Fields = {}) =>
  pressAt(`${at}/${action}`, new URLSearchParams(fields));

/** Pays; answers the callback's fields. */
export async function paid(options: IwsmileSandboxOptions = {}) {
  const hook = await receiver();
  const sandbox = await iwsmile(options);
  await press(await pageUrlOf(sandbox, { URL_CALLBACK: hook.url }), 'pay');
  return { hook, sandbox, fields: await hook.first() };
}

/** Asks trx.check about a callback; answers what it says. */
export async function check(
  sandbox: Shop,
  { thx_id, amount, verify_sign, payer_id }: Fields,
  changes: Fields = {},
) {
  const body = new URLSearchParams({
    thx_id: thx_id ?? '',
    amount: amount ?? '',
    verify_sign: verify_sign ?? '',
    payer_id: payer_id ?? '',
    merchant_key: KEY,
    ...changes,
  });
  return (await fetch(`${sandbox.url}/Pagamenti/trx.check`, { method: 'POST', body })).text();
}
