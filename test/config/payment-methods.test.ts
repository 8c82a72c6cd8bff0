import { expect, it } from 'vitest';
import { methodProblems } from '../../config/gateways.ts';
import { gatewayKinds } from '../../gateways/index.ts';

const gateways = Object.fromEntries(Object.keys(gatewayKinds).map((kind) => [kind, { kind }]));
const problems = (collect: string, ...paymentMethods: unknown[]) =>
  methodProblems(gateways, [{ collect: 'stripe' }, { collect, paymentMethods }]).map(({ path }) =>
    path.join('.'),
  );

it('a line of the mapping names methods in the words of its gateway', () => {
  expect(problems('stripe', 'card', 'sepa_debit')).toEqual([]);
  expect(problems('axerve', 'MYBANK')).toEqual([]);
  expect(problems('axerve', 'CREDITCARD', 'MyBank')).toEqual(['mapping.payments.1.paymentMethods.1']);
  expect(problems('skrill', 'WLT')).toEqual([]);
  expect(problems('skrill', 'card')).toEqual(['mapping.payments.1.paymentMethods.0']);
});

it('a line names none where no gateway of the file shows a page, or its kind has them chosen elsewhere', () => {
  for (const collect of ['offline', 'prepaid', 'paypal', 'iwsmile'])
    expect(problems(collect, 'card'), collect).toEqual(['mapping.payments.1.paymentMethods']);
  // A gateway that nobody knows is told elsewhere.
  expect(problems('unheard', 'card')).toEqual([]);
});
