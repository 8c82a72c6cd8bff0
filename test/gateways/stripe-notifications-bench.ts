import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import type { StripeSandbox } from '../../sandbox/stripe/index.ts';
import type { NotificationsBench } from '../contract/gateway-bench.ts';
import { foreignSession } from './foreign-steps.ts';
import { type openReceiver, posted } from './receiver.ts';
import { recordOf, secrets } from './stripe-given.ts';

export interface StripeNotifications extends NotificationsBench {
  /** The first notification that came, or comes, with a body like this. */
  arrived(wanted: (body: string) => boolean | Promise<boolean>): Promise<NotificationRequest>;
}

/** What Stripe tells, and what nobody but Stripe could: signed with the endpoint's secret. */
export function stripeNotifications(
  sandbox: StripeSandbox,
  receiver: Awaited<ReturnType<typeof openReceiver>>,
  gateway: () => Gateway,
): StripeNotifications {
  const bench: StripeNotifications = {
    arrived: (wanted) => receiver.arrived(({ body }) => wanted(body.toString())),
    notification(page, fact) {
      const asked = gateway();
      return bench.arrived(async (body) => {
        const intent = sandbox.books.sessions[page.id]?.object.payment_intent;
        if (!body.includes(page.id) && !(intent && body.includes(intent))) return false;
        const read = await asked.readNotification(bench.sign(posted(body)));
        // What only names held money is asked for.
        const told = read.kind === 'lookup' && !read.message ? await asked.lookUp(read) : undefined;
        if (told) return told.messages[0]?.fact === fact;
        return (read.kind === 'message' || read.kind === 'lookup') && read.message?.fact === fact;
      });
    },
    async forged(page) {
      const { object } = recordOf(sandbox.books, page);
      const paid = { ...object, status: 'complete', payment_status: 'paid', payment_intent: 'pi_forged' };
      const event = { id: 'evt_forged', object: 'event', type: 'checkout.session.completed' };
      const body = { ...event, created: seconds(), livemode: false, data: { object: paid } };
      return bench.sign(posted(JSON.stringify(body)), { secret: 'wrong' });
    },
    spoiled,
    unreadable: () =>
      ['', 'not what it should be', '[]', '{}', 'null', '{"id":"evt_1","object":"event"}'].map((body) =>
        bench.sign(posted(`${body} `)),
      ),
    async foreignNotification() {
      const id = await foreignSession(sandbox.url);
      return bench.arrived((body) => body.includes('checkout.session.completed') && body.includes(id));
    },
    uselessNotification: (page) =>
      bench.arrived(
        (body) =>
          body.includes('"payment_intent.succeeded"') &&
          body.includes(String(recordOf(sandbox.books, page).object.payment_intent)),
      ),
    sign({ body }, { secret = 'standing', secondsFromNow = 0 } = {}) {
      const t = seconds() + secondsFromNow;
      const v1 = createHmac('sha256', secrets[secret]).update(`${t}.${body}`).digest('hex');
      return posted(body, { 'stripe-signature': `t=${t},v1=${v1}` });
    },
    strange: (came) => {
      const body = came.body.toString().replace('"payment_status": "paid"', '"payment_status": "pondering"');
      return { request: bench.sign(posted(body)), word: 'pondering' };
    },
    asLive: (came) =>
      bench.sign(posted(came.body.toString().replaceAll('"livemode": false', '"livemode": true'))),
  };
  return bench;
}

const seconds = () => Math.floor(Date.now() / 1000);

/** Over the bytes, with the endpoint's secret, in one header: docs.stripe.com/webhooks/signature. */
function spoiled(came: NotificationRequest): Record<string, NotificationRequest> {
  const { body } = came;
  const altered = Buffer.from(body.toString().replace('7990', '7991'));
  expect(altered.equals(body)).toBe(false);
  const signed = (value: string | string[] | undefined) => ({
    ...came,
    headers: { ...came.headers, 'stripe-signature': value },
  });
  return {
    'altered by one character': { ...came, body: altered },
    'parsed and written anew': { ...came, body: Buffer.from(JSON.stringify(JSON.parse(body.toString()))) },
    'of nothing at all': { ...came, body: Buffer.alloc(0) },
    'without a signature': signed(undefined),
    'with an empty signature': signed(''),
    'with nonsense for a signature': signed('nonsense'),
    'with a signature without values': signed('t=,v1='),
    'with two signatures': signed(['a', 'b']),
  };
}
