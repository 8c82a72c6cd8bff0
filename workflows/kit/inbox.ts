import { defaultPayloadConverter, type RawValue, rawValueTypeInfo } from '@temporalio/common';
import {
  getExternalWorkflowHandle,
  type SignalDefinition,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CameIn, SealActivities } from '../../activities/seals.ts';
import { type Attention, attention } from '../../domain/attention.ts';
import type { Clock } from './clock.ts';

/** A signal of ours: its body, and the seal that shows whose it is. */
export type SealedSignal<Body> = SignalDefinition<[body: Body, seal: string]>;

const seals = (clock: Clock) => clock.localActivities<SealActivities>({ startToCloseTimeout: '10s' });

/** Signals another workflow, with a seal. Throws where that workflow is gone. */
export async function signalSealed<Body>(
  clock: Clock,
  workflowId: string,
  signal: SealedSignal<Body>,
  body: Body,
): Promise<void> {
  const seal = await seals(clock).seal(workflowId, signal.name, body);
  await getExternalWorkflowHandle(workflowId).signal(signal, body, seal);
}

// Signals' arguments, not decoded: one that can't be read would fail the workflow task again and again.
const asItCame = { inputTypes: Array.from({ length: 20 }, () => rawValueTypeInfo) };
const MOST_KEPT = 10;
const LONGEST = 300;

/**
 * The signals of a workflow. Anybody who reaches Temporal can send one, with anything in it: what bears our seal is taken,
 * in the order in which it came; anything else changes nothing, and is kept for people.
 */
export class Inbox {
  readonly #clock: Clock;
  readonly #unbelieved: Attention[];
  readonly #wake: () => void;
  readonly #takers = new Map<string, (body: never) => void>();
  readonly #came: CameIn[] = [];
  /** Whether something came that was not taken yet. */
  full = false;

  /** `unbelieved` gets what came without our seal, the newest few; `wake` is called as something comes in. */
  constructor(clock: Clock, unbelieved: Attention[], wake: () => void = () => undefined) {
    this.#clock = clock;
    this.#unbelieved = unbelieved;
    this.#wake = wake;
  }

  on<Body>(signal: SealedSignal<Body>, description: string, take: (body: Body) => void): void {
    this.#takers.set(signal.name, take);
    const handler = (...came: RawValue[]) => {
      const [body, seal] = came.map(read);
      const sealed = typeof seal?.value === 'string' ? seal.value : '';
      this.#came.push({ signal: signal.name, body: body?.json, seal: sealed });
      this.full = true;
      this.#wake();
    };
    setHandler({ ...signal, typeInfo: asItCame }, handler as never, { description });
  }

  /** Takes what came. What comes meanwhile sets `full` again. */
  async empty(): Promise<void> {
    const came = this.#came.splice(0);
    this.full = false;
    if (came.length === 0) return;
    const ours = await seals(this.#clock).whichAreOurs(workflowInfo().workflowId, came);
    for (const [i, { signal, body }] of came.entries())
      if (ours[i] && body !== undefined) this.#takers.get(signal)?.(JSON.parse(body) as never);
      else this.#disbelieve(signal, body);
  }

  #disbelieve(signal: string, body = 'nothing that can be read'): void {
    const claim = `"${signal}" at ${this.#clock.text}, which says: ${body.slice(0, LONGEST)}`;
    this.#unbelieved.push(attention('SIGNAL_NOT_BELIEVED', claim));
    if (this.#unbelieved.length > MOST_KEPT) this.#unbelieved.shift();
  }
}

/** An argument; undefined where it can't be read, or there is nothing in it. */
function read({ payload }: RawValue): { value: unknown; json: string } | undefined {
  try {
    const value = defaultPayloadConverter.fromPayload(payload);
    const json: string | undefined = JSON.stringify(value);
    return json === undefined ? undefined : { value, json };
  } catch {
    // Of another encoding, broken, or nested beyond measure: whichever it is, people are told that it can't be read.
    return undefined;
  }
}
