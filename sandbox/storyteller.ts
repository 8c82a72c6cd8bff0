import { isDeepStrictEqual } from 'node:util';
import { depositDocumentWorkflowId, paymentWorkflowId } from '../domain/ids.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';
import { orderQuery } from '../workflows/messages.ts';
import { Customer, until } from './customer.ts';
import { Operator } from './operator.ts';
import { begin } from './stories/begin.ts';
import { chargesOf, documentsOf, shopStateOf, type Written } from './stories/books.ts';
import { type Cast, type Ending, nameOf, type Run, type Scene, type Story } from './stories/story.ts';
import type { World } from './world.ts';

/** How a story ended, by the books of all systems. */
export interface StoryResult {
  story: string;
  /** The order's number and shop; null for a deposit. */
  order: string | null;
  shop: string | null;
  outcome: string;
  attention: string | null;
  /** The document's number in the ERP's books. */
  document: string | null;
  /** The document's total there: a decimal in the order's currency. */
  total: string | null;
  shopState: string | null;
  /** What became of each charge, by the gateway's books. */
  charges: string[];
  /** The number of events in the histories of all its workflows. */
  historyEvents: number;
  ok: boolean;
  why?: string;
}

/** How a story ended, and its workflows' runs: the order's first, then payments, late messages, replaced orders, standing ones. */
export interface StoryRun {
  result: StoryResult;
  runs: Run[];
}

/** Who acts in the stories of a world. */
export const castOf = (world: World): Cast => ({
  world,
  customer: new Customer(world),
  operator: new Operator(world),
});

/**
 * Stories of Stripe's and of what all gateways share, which are told one after the other, and those of each further gateway: they
 * change nothing but that gateway, so they can be told beside one another.
 */
export function lanesOf(stories: Story[]): { alone: Story[]; beside: Story[][] } {
  const beside = new Map<string, Story[]>();
  for (const story of stories)
    if (story.gateway) beside.set(story.gateway, [...(beside.get(story.gateway) ?? []), story]);
  return { alone: stories.filter(({ gateway }) => !gateway), beside: [...beside.values()] };
}

/** Begins the story, lets its people act, and waits until it ends as it should, or a minute. */
export async function tell(story: Story, cast: Cast): Promise<StoryRun> {
  const { windows, erp } = cast.world.config;
  const usual = structuredClone({ windows, erp });
  Object.assign(windows, story.windows);
  for (const settings of Object.values(erp)) Object.assign(settings, story.erp);
  const lines = linesOf(story, cast);
  for (const line of lines) line.capture = story.capture;
  try {
    await story.before?.(cast);
    const nothingYet = { late: [], replaced: [], standing: [] };
    const { gateway = 'stripe' } = story;
    return await toTheEnd(story, { ...cast, subject: await begin(story, cast), gateway, ...nothingYet });
  } finally {
    for (const line of lines) line.capture = undefined;
    Object.assign(windows, usual.windows);
    for (const [name, settings] of Object.entries(erp)) Object.assign(settings, usual.erp[name]);
  }
}

/** The lines of the mapping whose money its gateway takes, where a story has it held first. */
function linesOf({ capture, gateway = 'stripe' }: Story, cast: Cast) {
  if (!capture) return [];
  const name = nameOf(cast, gateway);
  return cast.world.config.mapping.payments.filter(({ collect }) => collect === name);
}

async function toTheEnd(story: Story, scene: Scene): Promise<StoryRun> {
  let seen: Seen | undefined;
  let why: string | undefined;
  try {
    await story.acts(scene);
    await until(`"${story.name}" to end as ${JSON.stringify(story.ending)}`, async () => {
      // A story may have taken the ERP down: then its books can't be read.
      seen = await seenOf(scene).catch(() => undefined);
      return seen && isDeepStrictEqual(seen.ending, story.ending) ? seen : undefined;
    });
  } catch (error) {
    seen = await seenOf(scene).catch(() => undefined);
    why = `${error instanceof Error ? error.message : error}; it is ${JSON.stringify(seen?.ending)}`;
  }
  const { ending } = seen ?? {};
  const result: StoryResult = {
    story: story.name,
    order: scene.subject.number || null,
    shop: scene.subject.shop?.title ?? null,
    outcome: ending?.outcome ?? 'unknown',
    attention: ending?.attention ?? null,
    document: seen?.documents.map(({ number }) => number).join(' + ') || null,
    total: seen?.documents.map(({ total }) => total).join(' + ') || null,
    shopState: ending?.shopState ?? null,
    charges: ending?.charges ?? [],
    historyEvents: seen?.historyEvents ?? 0,
    ok: why === undefined,
    why,
  };
  return { result, runs: seen?.runs ?? [] };
}

interface Seen {
  ending: Ending;
  documents: Written[];
  runs: Run[];
  historyEvents: number;
}

/** The story's order or deposit, by the list that operators see and the books of shop, ERP and gateway. */
async function seenOf(scene: Scene): Promise<Seen> {
  const { workflowId, id } = scene.subject;
  const paymentIds = await paymentsOf(scene);
  const documents = await documentsOf(scene);
  const workflowIds = [
    ...(id ? [workflowId] : []),
    ...paymentIds.map(paymentWorkflowId),
    ...scene.late,
    ...scene.replaced,
    ...(id ? [] : paymentIds.map(depositDocumentWorkflowId)),
  ];
  const { workflow } = scene.world.client;
  const described = await Promise.all(workflowIds.map((id) => workflow.getHandle(id).describe()));
  const columns = described[0]?.typedSearchAttributes;
  return {
    ending: {
      outcome: columns?.get(key.Outcome) as Ending['outcome'],
      stage: columns?.get(key.Stage) as Ending['stage'],
      attention: columns?.get(key.Attention) ?? null,
      document: documents.length === 1,
      shopState: await shopStateOf(scene),
      charges: await chargesOf(scene),
      payments: paymentIds.length,
      lateMessages: scene.late.length,
      replaced: scene.replaced.length,
      standing: scene.standing.length,
    },
    documents,
    runs: [...described.map(({ workflowId, runId }) => ({ workflowId, runId })), ...scene.standing],
    historyEvents: described.reduce((sum, { historyLength }) => sum + historyLength, 0),
  };
}

async function paymentsOf({ world, subject }: Scene): Promise<string[]> {
  if (!subject.id) return [subject.reference];
  const { payments } = await world.client.workflow.getHandle(subject.workflowId).query(orderQuery);
  return payments.map(({ paymentId }) => paymentId);
}
