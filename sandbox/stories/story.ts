import type { Config } from '../../config/schema.ts';
import { gatewayWorkflowId } from '../../domain/ids.ts';
import type { OutcomeShown } from '../../workflows/kit/columns.ts';
import type { Stage } from '../../workflows/messages.ts';
import { type Customer, until } from '../customer.ts';
import type { Operator } from '../operator.ts';
import { type GatewayName, gateways, type ShopName } from '../systems.ts';
import type { World } from '../world.ts';
import type { StoryShop } from './shops.ts';

/** One run of a workflow. */
export interface Run {
  workflowId: string;
  runId: string;
}

/** What became of a charge, by its gateway's books. */
export type ChargeState = 'paid' | 'back' | 'part back' | 'disputed';

/** How a story ends, by the list that operators see and the books of shop, ERP and gateway. */
export interface Ending {
  outcome: OutcomeShown;
  stage: Stage;
  attention: string | null;
  /** Whether the ERP has exactly one document. */
  document: boolean;
  /** The shop's own status of the order; null where there is no order. */
  shopState: string | null;
  /** Every charge that was taken, the oldest first. */
  charges: ChargeState[];
  /** How many payments and late messages it had. */
  payments: number;
  lateMessages: number;
  /** How many orders it replaced, one after the other. */
  replaced: number;
  /** How many runs of standing workflows had a part in it. */
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
  /** How its payments' references at the gateway begin. */
  reference: string;
  /** How the note of its document in the ERP ends. */
  note: string;
  /** The checkout link, once there is one. */
  link(): Promise<string>;
}

/** A story under way: the world, its people, and what it has come to. */
export interface Scene {
  world: World;
  customer: Customer;
  operator: Operator;
  subject: Subject;
  gateway: GatewayName;
  /** Workflow IDs of its late messages, as its acts find them. */
  late: string[];
  /** Workflow IDs of the orders that it replaced. */
  replaced: string[];
  /** Runs of shops, gateways and ERPs that had a part in it. */
  standing: Run[];
}
/** The world and its people, before a story has begun. */
export type Cast = Omit<Scene, 'subject' | 'gateway' | 'late' | 'replaced' | 'standing'>;

/** One order or deposit, and what people and systems do with it. */
export interface Story {
  name: string;
  /** An order as its shop's sandbox is told of it (by default Magento's), or the body of POST /payments for a deposit. */
  begins: { order: object; shop?: ShopName } | { deposit: object };
  /** The gateway that takes its money; Stripe where it is left out. */
  gateway?: GatewayName;
  /** Windows that the configuration has while it is told. */
  windows?: Partial<Config['windows']>;
  /** Settings of its ERP that the configuration has while it is told; ms. */
  erp?: { timeout: number; attentionAfter: number };
  /** When the money of its gateway is taken while it is told; at once where it is left out. */
  capture?: 'onShipment';
  /** Prepares the world before it begins. */
  before?(cast: Cast): Promise<unknown>;
  acts(scene: Scene): Promise<void>;
  ending: Ending;
}

/** An order that is paid by card. */
export const card = { order: { method: 'stripe_payments' } };
/** The ending of an order that was paid, written and told without anything amiss. */
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

/** The ending of an order that nobody paid, and that waits for its customer. */
export const unpaid: Ending = {
  ...paid,
  outcome: 'NEGATIVE',
  stage: 'PAYMENT',
  document: false,
  shopState: 'pending',
  charges: [],
};

/** The customer goes to the gateway's page; answers its address. */
export const page = async ({ customer, subject }: Scene): Promise<string> =>
  customer.goesToPay(await subject.link());

/** Stripe's id of a page, by its address. */
export const sessionOf = (pageUrl: string): string => gateways.stripe.pageAt(pageUrl);

/** Throws unless the customer is shown this page of ours. */
export async function sees({ customer }: Scene, url: string | undefined, wanted: string): Promise<void> {
  const seen = url === undefined ? 'nothing' : await customer.opens(url);
  if (seen !== wanted) throw new Error(`the customer sees "${seen}" instead of "${wanted}"`);
}

/** The customer pays, comes back, and sees that it was paid. */
export async function pays(scene: Scene): Promise<void> {
  await sees(scene, await scene.customer.presses(await page(scene), 'pay'), 'paid');
}

/** The customer pays and closes the browser; answers Stripe's ids of page and charge. */
export async function closesPaid(scene: Scene): Promise<{ session: string; charge: string }> {
  const { customer, world } = scene;
  const stripePage = await page(scene);
  await customer.presses(stripePage, 'pay-and-close');
  const session = sessionOf(stripePage);
  const { sessions } = await customer.books(world.urls.stripe);
  return { session, charge: sessions[session].object.payment_intent };
}

/** Steers Stripe, for what its dashboard, a bank or the network would do. */
export const stripe = ({ customer, world }: Cast, what: string, body: object = {}) =>
  customer.tells(world.urls.stripe, what, body);

/** Waits until an operator sees that nothing is left to do for the order. */
export const done = ({ operator, subject }: Scene) => operator.sees(subject.workflowId, 'Finito');

/** Waits until an operator sees an attention of a standing workflow, whose run then has a part in the story. */
export async function standsOn(scene: Scene, workflowId: string, attention: string): Promise<void> {
  await scene.operator.sees(workflowId, attention);
  const { runId } = await scene.world.client.workflow.getHandle(workflowId).describe();
  scene.standing.push({ workflowId, runId });
}

/** The configuration's name of a gateway. */
export function nameOf({ world }: Cast, gateway: GatewayName): string {
  const found = Object.entries(world.config.gateways).find(([, { kind }]) => kind === gateway);
  if (!found) throw new Error(`the configuration has no gateway of the kind ${gateway}`);
  return found[0];
}

/** The standing workflow of Stripe. */
export const gatewayOf = (cast: Cast): string => gatewayWorkflowId(nameOf(cast, 'stripe'));

/** The shop of the story's order. Throws for a deposit, which has none. */
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
