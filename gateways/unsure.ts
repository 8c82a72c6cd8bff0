import { Failure } from '../domain/failure.ts';
import type { RefundOrder } from './gateway.ts';

/**
 * For so long a refund of which nobody knows may still come to be seen, where the gateway has no key that finds it: a night's run is
 * over by then. What is nowhere to be seen afterwards was not made.
 */
export const UNSEEN_MS = 24 * 3_600_000;

type Unsure = Pick<RefundOrder, 'unsureSince' | 'charge'>;

/** Whether an attempt before may have made it, and the gateway may not show it yet. */
export const isUnsure = ({ unsureSince }: Unsure): boolean =>
  unsureSince !== undefined && Date.now() - Date.parse(unsureSince) < UNSEEN_MS;

/** Nothing was asked for now, since it may have been made before; what a person can do, in words. */
export const mayBeMade = (what: string, { unsureSince = '', charge }: Unsure) =>
  new Failure(
    'GATEWAY_ANSWER_LOST',
    'away',
    `${what}: an attempt before may have made it, and the gateway does not show it yet; look for ${charge} in its back office. It is not asked for again before ${until(unsureSince)}`,
  );

const until = (since: string): string => new Date(Date.parse(since) + UNSEEN_MS).toISOString().slice(0, 16);

/** While an attempt before may have made it, no refusal says that nothing was done. */
export async function notRefusedWhileUnsure<T>(order: Unsure, refund: () => Promise<T>): Promise<T> {
  try {
    return await refund();
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'refused' || !isUnsure(order)) throw error;
    throw new Failure('GATEWAY_ANSWER_LOST', 'away', `${error.message}; an attempt before may have made it`, {
      cause: error,
    });
  }
}
