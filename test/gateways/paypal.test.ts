import { paypal } from '../../gateways/paypal/index.ts';
import { gatewayContract } from '../contract/gateway.ts';
import { paypalBench } from './paypal-bench.ts';

gatewayContract({
  name: 'PayPal',
  kind: paypal,
  window: paypal.pageWindow({ orderHours: 3 }),
  open: paypalBench,
  cannot: {
    'closings that call the gateway':
      'PayPal lets nobody close an order: it is closed since nothing is taken of it any more, so closing only asks',
    'tries refused on the page': 'a card is refused as the money is taken: the answer to that says so',
    'stored failures': 'PayPal answers a key with what was done under it, and keeps no failure of its own',
    'dates in signatures': 'PayPal repeats a notification for three days under its first date',
    'the environment in notifications':
      'it does not say its environment: each has a webhook, certificates and hosts of its own',
    'notifications of pages whose time has come': 'PayPal tells nothing of an order that nobody agreed to',
    'several disputes of one charge': 'one case at a time can be open about a payment',
  },
});
