import type { Config } from '../../config/schema.ts';
import { gatewayWorkflowId } from '../../domain/ids.ts';
import type { Outcome } from '../../domain/schemas/payment.ts';
import type { Stage } from '../../workflows/messages.ts';
import { type Customer, until } from '../customer.ts';
import type { Operator } from '../operator.ts';
import type { World } from '../world.ts';
import type { ShopKind, StoryShop } from './shops.ts';

/** One run of a workflow. */
export interface Run {
  workflowId: string;
  runId: string;
}

/** What became of a charge, by Stripe's books. */
export type ChargeState = 'paid' | 'back' | 'part back' | 'disputed';

/** What a story ends in: by the list that operators see, and by the books of shop, ERP and gateway. */
export interface Ending {
  outcome: Outcome;
  stage: Stage;
  attention: string | null;
  /** Whether the ERP has a document, exactly one. */
  document: boolean;
  /** The shop's own status of the order; null where there is no order. */
  shopState: string | null;
  /** Every charge that was taken, the oldest first. */
  charges: ChargeState[];
  /** How many payments and late messages it had. */
  payments: number;
  lateMessages: number;
  /** How many orders took one another's place before it. */
  replaced: number;
  /** How many runs of what lives for ever had a part in it. */
  standing: number;
}

/** What a story is about: an order of the shop, or a deposit. */
export interface Subject {
  workflowId: string;
  /** The shop's id of the order; empty for a deposit. */
  id: string;
  /** The order's number; empty for a deposit. */
  number: string;
  /** The shop of the order. */
  shop?: StoryShop;
  /** What its payments' references at the gateway begin with. */
  reference: string;
  /** What the note of its document in the ERP ends with. */
  note: string;
  /** The checkout link, once there is one. */
  link(): Promise<string>;
}

export interface Scene {
  world: World;
  customer: Customer;
  operator: Operator;
  subject: Subject;
  /** IDs of the late messages that came of it, as its acts find them. */
  late: string[];
  /** Workflow IDs of the orders whose place it took. */
  replaced: string[];
  /** Runs of shops, gateways and ERPs that had a part in it. */
  standing: Run[];
}
/** Everybody, before a story has begun. */
export type Cast = Omit<Scene, 'subject' | 'late' | 'replaced' | 'standing'>;

/** One order, or one deposit, and what its customer (or the world) does with it. */
export interface Story {
  name: string;
  /** An order as its shop's sandbox takes it, Magento's unless it says so, or a deposit as POST /payments takes it. */
  begins: { order: object; shop?: ShopKind } | { deposit: object };
  /** What its order is imported under, as if the configuration said so. */
  windows?: Partial<Config['windows']>;
  /** The same of its ERP. */
  erp?: { timeout: number; attentionAfter: number };
  /** What is so before it begins. */
  before?(cast: Cast): Promise<unknown>;
  acts(scene: Scene): Promise<void>;
  ending: Ending;
}

export const card = { order: { method: 'stripe_payments' } };
export const paid: Ending = {
  outcome: 'POSITIVE',
  stage: 'DONE',
  attention: null,
  document: true,
  shopState: 'processing',
  charges: ['paid'],
  payments: 1,
  lateMessages: 0,
  replaced: 0,
  standing: 0,
};

/** Nobody paid on the page; the order waits for its customer. */
export const unpaid: Ending = {
  ...paid,
  outcome: 'NEGATIVE',
  stage: 'PAYMENT',
  document: false,
  shopState: 'pending',
  charges: [],
};

/** To the gateway's page of what the story is about. */
export const page = async ({ customer, subject }: Scene): Promise<string> =>
  customer.goesToPay(await subject.link());

export const sessionOf = (pageUrl: string): string => new URL(pageUrl).pathname.split('/').at(-1) ?? '';

/** Throws unless the customer is shown this page of ours. */
export async function sees({ customer }: Scene, url: string | undefined, wanted: string): Promise<void> {
  const seen = url === undefined ? 'nothing' : await customer.opens(url);
  if (seen !== wanted) throw new Error(`the customer sees "${seen}" instead of "${wanted}"`);
}

export async function pays(scene: Scene): Promise<void> {
  await sees(scene, await scene.customer.presses(await page(scene), 'pay'), 'paid');
}

/** Paid, with the browser closed; answers the page's id and the charge's, as the merchant finds them at Stripe. */
export async function closesPaid(scene: Scene): Promise<{ session: string; charge: string }> {
  const { customer, world } = scene;
  const stripePage = await page(scene);
  await customer.presses(stripePage, 'pay-and-close');
  const session = sessionOf(stripePage);
  const { sessions } = await customer.books(world.urls.stripe);
  return { session, charge: sessions[session].object.payment_intent };
}

/** Does something at Stripe that its dashboard, a bank or the network would do. */
export const stripe = ({ customer, world }: Cast, what: string, body: object = {}) =>
  customer.tells(world.urls.stripe, what, body);

/** Waits until an operator reads on the order's page that nothing is left to do. */
export const done = ({ operator, subject }: Scene) => operator.sees(subject.workflowId, 'Finito');

/** Waits until an operator reads what stands on a shop, a gateway or an ERP; that run of it has a part in the story. */
export async function standsOn(scene: Scene, workflowId: string, attention: string): Promise<void> {
  await scene.operator.sees(workflowId, attention);
  const { runId } = await scene.world.client.workflow.getHandle(workflowId).describe();
  scene.standing.push({ workflowId, runId });
}

/** The workflow that reads what the gateway of all stories may not have told. */
export const gatewayOf = ({ world }: Cast): string =>
  gatewayWorkflowId(Object.keys(world.config.gateways)[0] ?? '');

/** The shop of what the story is about. Throws for a deposit, which has none. */
export function inShop({ subject: { shop } }: Scene): StoryShop {
  if (!shop) throw new Error('a deposit has no shop');
  return shop;
}

/** Waits until the shop has a comment with these words on the order. */
export async function shopIsTold(scene: Scene, words: string): Promise<void> {
  const { id, number } = scene.subject;
  await until(`a comment on order ${number} with "${words}"`, async () => {
    const { comments } = await inShop(scene).order(id);
    return comments.some((comment) => comment.includes(words)) ? true : undefined;
  });
}
