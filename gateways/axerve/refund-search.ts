import { Failure } from '../../domain/failure.ts';
import { sameMoney } from '../../domain/money.ts';
import type { RefundOrder } from '../gateway.ts';
import type { GivenBack } from './history.ts';
import type { Standing } from './mapping.ts';

/**
 * The refund of this key, if it was asked for: one of its sum that is not among those that were known before it. Where that shows none, the key's
 * number may: the n-th that came over the API was ours, if it is of this sum and the bank refused it. Not confirmed: that Axerve tells which came over the API.
 */
export function madeBefore(
  { given }: Pick<Standing, 'given'>,
  { already, money, refundKey }: Pick<RefundOrder, 'already' | 'money' | 'refundKey'>,
): GivenBack | undefined {
  const isOfSum = (one: GivenBack | undefined) => one?.money !== undefined && sameMoney(one.money, money);
  const counted = given.filter(({ state }) => state !== 'REFUND_FAILED');
  let known = 0;
  const unknown = counted.filter((one) => {
    known += one.money?.amount ?? 0;
    return known > (already?.amount ?? 0);
  });
  const found = unknown.findLast(isOfSum);
  if (found) return found;
  const nth = given.filter(({ overApi }) => overApi)[Number(refundKey.split(':').at(-1)) - 1];
  return nth?.state === 'REFUND_FAILED' && isOfSum(nth) ? nth : undefined;
}

/** Refuses where the history has less than is known: what it lacks may be this very refund. */
export function assertAllKnown(what: string, { already, charge }: RefundOrder, { given }: Standing): void {
  const counted = given.filter(({ state }) => state !== 'REFUND_FAILED');
  const sum = counted.reduce((all, { money }) => all + (money?.amount ?? 0), 0);
  const isReadable = counted.every(({ money }) => money !== undefined);
  if (isReadable && sum < (already?.amount ?? 0))
    throw new Failure(
      'GATEWAY_REFUSED',
      'refused',
      `${what}: by its history less was given back of ${charge} than is known: it lags behind, or a refund failed; order it again once that is seen here`,
    );
}
