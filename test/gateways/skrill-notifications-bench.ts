import { expect } from 'vitest';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import type { SkrillSandbox } from '../../sandbox/skrill/index.ts';
import type { NotificationsBench, Signing } from '../contract/gateway-bench.ts';
import { foreignPage } from './foreign-steps.ts';
import { type openReceiver, tells } from './receiver.ts';
import { ACCOUNT, example, fieldsOf, formOf, posted, sessionOf, signature, words } from './skrill-given.ts';

export interface SkrillNotifications extends NotificationsBench {
  /** The first report that came, or comes, with these fields. */
  arrived(wanted: (fields: Record<string, string>) => boolean): Promise<NotificationRequest>;
}

/** What Skrill reports, and what nobody but Skrill could. `cameAt`: when each report came, by its body. */
export function skrillNotifications(
  sandbox: SkrillSandbox,
  receiver: Awaited<ReturnType<typeof openReceiver>>,
  cameAt: Map<string, number>,
  gateway: () => Gateway,
): SkrillNotifications {
  const bench: SkrillNotifications = {
    arrived: (wanted) => receiver.arrived((came) => wanted(fieldsOf(came))),
    notification(page, fact) {
      const { transactionId } = sessionOf(sandbox.books, page);
      const asked = gateway();
      return receiver.arrived(
        (came) => fieldsOf(came).transaction_id === transactionId && tells(asked, came, fact),
      );
    },
    async forged(page) {
      const { transactionId, amount, currency, merchantFields } = sessionOf(sandbox.books, page);
      const fields = {
        merchant_id: ACCOUNT.merchantId,
        transaction_id: String(transactionId),
        mb_transaction_id: '999',
        mb_amount: amount,
        mb_currency: currency,
        status: '2',
        amount,
        currency,
        ...merchantFields,
      };
      return bench.sign(posted(String(new URLSearchParams(fields))), { secret: 'wrong' });
    },
    spoiled,
    unreadable: () =>
      [
        { mb_transaction_id: undefined },
        { mb_transaction_id: 'abc' },
        { mb_amount: '12,50' },
        { mb_amount: '' },
        { mb_currency: 'euro' },
        { status: '' },
        { merchant_id: 'x' },
        { transaction_id: '' },
      ].map((change) => bench.sign(posted(formOf({ ...example, ...change })))),
    async foreignNotification() {
      const sid = await foreignPage(sandbox.url, receiver.url);
      const { id } =
        Object.values(sandbox.books.transactions).find((one) => one.sid === sid) ??
        expect.fail('it was paid');
      return bench.arrived((fields) => fields.mb_transaction_id === id);
    },
    uselessNotification: () => expect.fail('Skrill sends none'),
    sign: (came, { secret = 'standing' }: Signing = {}) => {
      const fields = fieldsOf(came);
      delete fields.md5sig;
      const again = posted(formOf({ ...fields, md5sig: signature('md5', fields, words[secret]) }));
      const moment = cameAt.get(String(came.body));
      if (moment !== undefined) cameAt.set(String(again.body), moment);
      return again;
    },
    strange(came) {
      const { mb_transaction_id } = fieldsOf(came);
      const told = Object.values(sandbox.books.transactions).find(({ id }) => id === mb_transaction_id);
      Object.assign(told ?? {}, { status: 77 });
      return { request: bench.sign(posted(formOf({ ...fieldsOf(came), status: '77' }))), word: 'status 77' };
    },
    asLive: () => expect.fail('no report says whether it is a test'),
  };
  return bench;
}

function spoiled(came: NotificationRequest): Record<string, NotificationRequest> {
  const fields = fieldsOf(came);
  const changed = (changes: Record<string, string | undefined>) => posted(formOf({ ...fields, ...changes }));
  return {
    'of another sum': changed({ mb_amount: '79.91' }),
    'with a zero more, which is the same sum': changed({ mb_amount: `${fields.mb_amount}0` }),
    'in another currency': changed({ mb_currency: 'USD' }),
    'of another status': changed({ status: '0' }),
    'of another payment': changed({ transaction_id: `${fields.transaction_id}1` }),
    'of another account': changed({ merchant_id: '100006' }),
    'of nothing at all': posted(''),
    'without a signature': changed({ md5sig: undefined }),
    'with an empty signature': changed({ md5sig: '' }),
    'with nonsense for a signature': changed({ md5sig: 'nonsense' }),
    'with two signatures': posted(`${came.body}&md5sig=${fields.md5sig}`),
    'with a second status': posted(`${came.body}&status=2`),
    'in a query': {
      ...came,
      method: 'GET',
      body: Buffer.alloc(0),
      query: new URLSearchParams(String(came.body)),
    },
  };
}
