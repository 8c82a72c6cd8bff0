import type { Client } from '@temporalio/client';
import type { Seals } from '../config/seals.ts';
import type { SealedSignal } from '../workflows/kit/inbox.ts';

/** Sends signals that workflows believe, since they bear our seal. Throws the client's own errors. */
export type Send = <Body>(workflowId: string, signal: SealedSignal<Body>, body: Body) => Promise<void>;

export const sender =
  (client: Client, seals: Seals): Send =>
  (workflowId, signal, body) =>
    client.workflow.getHandle(workflowId).signal(signal, body, seals.seal(workflowId, signal.name, body));
