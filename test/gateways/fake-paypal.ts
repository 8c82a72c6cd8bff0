import type { PayPalClient, Request } from '../../gateways/paypal/client.ts';

/**
 * PayPal as it would answer in ways that its sandbox does not: each call is answered with what `answer` gives, or fails with what it
 * throws. `asked` has the calls so far; `at` is its clock.
 */
export function answering(
  answer: (request: Request) => unknown,
  at = () => new Date().toISOString(),
): PayPalClient & { asked: Request[] } {
  const asked: Request[] = [];
  const dated: PayPalClient['dated'] = async (_what, shape, request) => {
    asked.push(request);
    return { data: shape.parse(answer(request)), at: at() };
  };
  return { asked, dated, call: async (...call) => (await dated(...call)).data };
}
