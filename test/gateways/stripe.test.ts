import { stripe } from '../../gateways/stripe/index.ts';
import { gatewayContract } from '../contract/gateway.ts';
import { stripeBench } from './stripe-bench.ts';

gatewayContract({
  name: 'Stripe',
  kind: stripe,
  window: stripe.pageWindow,
  open: stripeBench,
  cannot: {
    agreements: 'what the customer pays is taken, or held, on the page',
  },
});
