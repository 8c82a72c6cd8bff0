import { axerve } from '../../gateways/axerve/index.ts';
import { gatewayContract } from '../contract/gateway.ts';
import { axerveBench } from './axerve-bench.ts';

gatewayContract({
  name: 'Axerve',
  kind: axerve,
  window: axerve.pageWindow,
  open: axerveBench,
  cannot: {
    agreements: 'what the customer pays is taken, or held, on the page',
    closePage: 'Axerve has no call that ends a page nobody paid',
    createWebhook: 'Axerve is told the address with each payment',
    links: 'the back office has no address of a single payment',
    'one page for one key': 'Axerve opens another page each time',
    'stored failures': 'Axerve stores no answers',
    'lines on the page': 'the page shows the sum, and no lines',
    'tries refused on the page': 'a refused payment is over: the next try needs a page of its own',
    'signed notifications': 'Axerve signs nothing: a notification makes us ask',
    'dates in signatures': 'nothing is signed',
    'secrets that are changed': 'nothing is signed',
    'the environment in notifications': 'a notification names shop and payment only',
    'notifications of no use': 'every notification is about a payment',
    'notifications of refunds': 'Axerve notifies how a payment ended, and nothing of its money afterwards',
    disputes: 'Axerve notifies no dispute: only a search tells of it',
    'several disputes of one charge': 'a payment has one dispute, or none',
    'rights of a key': 'one key opens all calls',
  },
});
