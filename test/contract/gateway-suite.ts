import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { Capability, Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import type { GatewayKind, PageWindow } from '../../gateways/kind.ts';
import type { Able, GatewayBench } from './gateway-bench.ts';

/** What a kind may lack besides capabilities; what keeps money from being lost or believed is not among it. */
const FEATURES = [
  'openings that call the gateway',
  'closings that call the gateway',
  'one page for one key',
  'stored failures',
  'lines on the page',
  'delayed methods',
  'tries refused on the page',
  'pages that are not known',
  'signed notifications',
  'dates in signatures',
  'secrets that are changed',
  'the environment in notifications',
  'notifications of pages whose time has come',
  'notifications of no use',
  'notifications of refunds',
  'several installations on one account',
  'refunds in the back office',
  'refunds under way',
  'disputes',
  'several disputes of one charge',
  'agreements',
  'keys that the gateway refuses',
  'rights of a key',
  'limits of requests',
] as const;
const CAPABILITIES = [
  'capture',
  'void',
  'closePage',
  'refund',
  'listNotifications',
  'createWebhook',
  'links',
] as const;
export type Feature = (typeof FEATURES)[number] | Capability;
export const features: readonly Feature[] = [...CAPABILITIES, ...FEATURES];
export const capabilities: readonly Capability[] = CAPABILITIES;

/** What a payment's messages come to, or that a notification is nothing to us. */
type Heard = { paymentId: string; messages: Message[] } | 'foreign' | 'ignored';

/** What the parts of the suite share: the bench, opened once, and how they look at it. */
export interface Suite {
  readonly bench: GatewayBench;
  readonly kind: GatewayKind;
  /** The gateway, of which is asked only what its kind can. */
  able(options?: Parameters<GatewayBench['makeGateway']>[0]): Able;
  /** Cases of what not every gateway has. A kind that lacks it has them left out, counted, with its reason. */
  where(what: Feature, cases: () => void): void;
  has(what: Feature): boolean;
  /** How customers agree, and how money is held: of a kind that has it. */
  agreements(): Required<GatewayBench>['agreements'];
  holds(): Required<GatewayBench>['holds'];
  /** A request of a payment like no other. */
  aNewRequest(changes?: Partial<PageRequest>): PageRequest;
  /** A page of a new payment, opened. */
  aNewPage(changes?: Partial<PageRequest>): Promise<{ request: PageRequest; page: Page }>;
  /** The same once it was paid, with its charge. */
  aPaidPage(): Promise<{ request: PageRequest; page: Page; charge: string }>;
  /** What a notification comes to, asked for where it names only a charge. */
  heard(request: NotificationRequest, gateway?: Gateway): Promise<Heard>;
  /** The one message that it comes to, of a payment of ours. */
  heardOne(request: NotificationRequest, gateway?: Gateway): Promise<{ paymentId: string; message: Message }>;
  /** The failure of a call; whichever it is, it must not tell secrets or personal data. */
  failureOf(call: () => unknown): Promise<Failure>;
}

export function suite(
  opened: () => GatewayBench,
  {
    name,
    kind,
    window,
    cannot = {},
  }: { name: string; kind: GatewayKind; window: PageWindow; cannot?: Partial<Record<Feature, string>> },
): Suite {
  const pageMs = Math.min(Math.max(3_600_000, window.minMs), window.maxMs);
  const aNewRequest: Suite['aNewRequest'] = (changes = {}) => ({
    paymentId: `000000012-${randomUUID()}`,
    total: { amount: 7990, currency: 'EUR' },
    description: 'Order 000000012',
    lines: [
      { name: 'Blue shirt', quantity: 2, unitAmount: 3270 },
      { name: 'Shipping', quantity: 1, unitAmount: 1450 },
    ],
    customerEmail: 'ada.neri@shop.example',
    locale: 'it',
    returnUrl: 'https://shop.example/pay/return?order=12',
    backUrl: 'https://shop.example/pay/back?order=12',
    notifyUrl: 'https://shop.example/webhooks',
    expiresAt: new Date(Date.now() + pageMs).toISOString(),
    ...changes,
  });
  const aNewPage: Suite['aNewPage'] = async (changes) => {
    const request = aNewRequest(changes);
    const page = await opened().makeGateway().openPage(request, `${request.paymentId}-1`);
    return { request, page };
  };
  const heard: Suite['heard'] = async (request, gateway = opened().makeGateway()) => {
    const read = await gateway.readNotification(request);
    if (read.kind === 'message') return { paymentId: read.paymentId, messages: [read.message] };
    if (read.kind === 'lookup') return (await gateway.lookUp(read)) ?? 'foreign';
    return read.kind === 'unreadable' ? expect.fail('only lists have what can not be read') : read.kind;
  };
  return {
    get bench() {
      return opened();
    },
    kind,
    able: (options) => opened().makeGateway(options) as Able,
    where(what, cases) {
      const reason = cannot[what];
      if (reason === undefined) cases();
      else it(`cases on ${what} are left out`, ({ skip }) => skip(`${name}, ${what}: ${reason}`));
    },
    has: (what) => cannot[what] === undefined,
    agreements: () => opened().agreements ?? expect.fail(`the bench of ${name} has no agreements`),
    holds: () => opened().holds ?? expect.fail(`the bench of ${name} holds no money`),
    aNewRequest,
    aNewPage,
    async aPaidPage() {
      const { request, page } = await aNewPage();
      await opened().pay(page);
      const [{ charge }] = await opened().makeGateway().inquire(request.paymentId, page.id);
      return { request, page, charge: charge ?? expect.fail('a paid page has a charge') };
    },
    heard,
    async heardOne(request, gateway) {
      const found = await heard(request, gateway);
      if (typeof found === 'string') expect.fail('it is about a payment of ours');
      const [message, ...others] = found.messages;
      expect(others).toEqual([]);
      return { paymentId: found.paymentId, message: message ?? expect.fail('it says something') };
    },
    async failureOf(call) {
      const failure = await Promise.resolve()
        .then(call)
        .then(
          () => expect.fail('the call should have failed'),
          (error: unknown) => error,
        );
      if (!(failure instanceof Failure)) throw failure;
      const told = [failure.message, failure.stack, JSON.stringify(failure), String(failure.cause)].join(' ');
      for (const secret of [...opened().secrets, 'neri', '@shop.example']) expect(told).not.toContain(secret);
      return failure;
    },
  };
}
