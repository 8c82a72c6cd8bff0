import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '../domain/failure.ts';

const MINUTE_MS = 60_000;
// A gateway repeats a hint every few minutes, and says two or three things of one payment.
const OF_A_CHARGE = 10;
const IN_VAIN = 60;

/**
 * How many notifications that nobody signed are asked about in a minute: so many of one charge, and so many of one address that come to
 * nothing. What is turned away is sent again, or found as what was missed is.
 */
export function hintLimits(app: FastifyInstance) {
  const chargeOf = new WeakMap<FastifyRequest, string>();
  const timeWindow = MINUTE_MS;
  const ofCharge = app.createRateLimit({
    max: OF_A_CHARGE,
    timeWindow,
    keyGenerator: (request) => chargeOf.get(request) ?? '',
  });
  const inVain = app.createRateLimit({ max: IN_VAIN, timeWindow });
  return {
    /** Throws GATEWAY_AWAY for one too many. */
    async admit(request: FastifyRequest, gateway: string, charge: string): Promise<void> {
      chargeOf.set(request, `${gateway} ${charge}`);
      const came = await inVain(request, { increment: false });
      // It says how many there were: the next one is one too many.
      const limits = [came, await ofCharge(request)];
      const isFull = 'remaining' in came && came.remaining <= 0;
      if (isFull || limits.some((limit) => !limit.isAllowed && limit.isExceeded))
        throw new Failure(
          'GATEWAY_AWAY',
          'away',
          `${gateway}: more notifications that nobody signed than are asked about in a minute`,
          { retryAfterMs: MINUTE_MS },
        );
    },
    /** One came to nothing. */
    countVain: async (request: FastifyRequest): Promise<void> => void (await inVain(request)),
  };
}
