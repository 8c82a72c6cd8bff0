import { skrill } from '../../gateways/skrill/index.ts';
import { gatewayContract } from '../contract/gateway.ts';
import { skrillBench } from './skrill-bench.ts';

gatewayContract({
  name: 'Skrill',
  kind: skrill,
  window: skrill.pageWindow,
  open: skrillBench,
  cannot: {
    capture: 'the money is taken on the page: nothing is left to take',
    void: 'the money is taken on the page, and never held',
    closePage: 'Skrill has no call that ends a page',
    createWebhook: 'Skrill is told the address with each payment, and keeps none',
    links: 'the back office has no address of a single transaction',
    'one page for one key': 'Skrill prepares another page each time',
    'stored failures': 'Skrill stores no answers',
    'lines on the page': 'the page has free texts, and no lines with a price',
    'pages that are not known':
      'Skrill says the same of a page that there never was as of one that nobody paid',
    'dates in signatures': 'nothing that Skrill signs is dated',
    'the environment in notifications': 'Skrill never says whether an account is a test',
    'notifications of pages whose time has come': 'Skrill tells nothing of a page that nobody paid',
    'notifications of no use': 'every report of Skrill is about a payment',
    'refunds in the back office': 'Skrill reports no refund that was made on its site: the history has it',
    disputes: 'Skrill tells that a payment was charged back, and no end of it',
    'several disputes of one charge': 'a transaction is charged back once, all of it',
    'rights of a key': 'one password opens queries and refunds together',
  },
});
