import type { Fault } from '../../sandbox/kit/faults.ts';
import type { Trouble } from '../contract/gateway-bench.ts';

/** The trouble as a fault of the sandbox's next request of this kind. `cuts`: how often a connection is cut, where the client tries once more by itself. */
export const faultOf = (
  { what, retryAfter }: Trouble,
  where: Pick<Fault, 'method' | 'path'>,
  cuts = 1,
): Fault => ({
  ...where,
  times: what === 'done, connection cut' ? cuts : 1,
  ...kindOf(what),
  retryAfter,
});

function kindOf(what: Trouble['what']): Pick<Fault, 'kind' | 'status'> {
  switch (what) {
    case 'done, answer lost':
      return { kind: 'timeout-after' };
    case 'done, connection cut':
      return { kind: 'reset-after' };
    case 'not done, answer lost':
      return { kind: 'timeout-before' };
    case 'error page':
      return { kind: 'status', status: 502 };
    case 'error page after it was done':
      return { kind: 'status-after', status: 502 };
    case 'too many requests':
      return { kind: 'status', status: 429 };
    default:
      throw new Error(`no such trouble: ${what satisfies never}`);
  }
}
