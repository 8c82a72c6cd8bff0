import { stripe } from '../../gateways/stripe/index.ts';
import { gatewayContract } from '../contract/gateway.ts';
import { stripeBench } from './stripe-bench.ts';

gatewayContract({
  name: 'Stripe',
  kind: stripe,
  window: stripe.pageWindow,
  open: stripeBench,
  cannot: {
    capture: 'the money is taken on the page: nothing is left to take',
    void: 'nothing is held: every page is opened for money that is taken at once',
  },
});
