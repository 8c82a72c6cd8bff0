import { iwsmile } from '../../gateways/iwsmile/index.ts';
import { gatewayContract } from '../contract/gateway.ts';
import { iwsmileBench } from './iwsmile-bench.ts';

gatewayContract({
  name: 'IWSmile',
  kind: iwsmile,
  window: iwsmile.pageWindow,
  open: iwsmileBench,
  cannot: {
    capture: 'the money is taken on the page: nothing is left to take',
    void: 'the money is taken on the page, and never held',
    closePage: 'a page is a link, which nobody can end',
    refund: 'IWSmile takes no order to give money back: people do it in its back office',
    listNotifications: 'IWSmile lists nothing of what it told, nor of what was paid',
    createWebhook: 'IWSmile is told the address with each payment, and keeps none',
    links: 'no address of a single transaction in the back office is known',
    'openings that call the gateway': 'a page is a link that is built here: there is no call',
    'one page for one key': 'nothing keeps a key: whoever comes by the link again begins anew',
    'stored failures': 'IWSmile stores no answers',
    'lines on the page': 'the page has one name and one price',
    'delayed methods': 'what IWSmile tells of is Completed',
    'tries refused on the page': 'IWSmile tells nothing of a card that was refused',
    'pages that are not known': 'IWSmile knows no page: only what was paid is told',
    'signed notifications': 'verify_sign can be checked by IWSmile alone, which is asked',
    'dates in signatures': 'verify_sign can be read by IWSmile alone; how old it may be shows in EX',
    'secrets that are changed': 'nothing is checked here, so no second key can be tried',
    'the environment in notifications': 'a callback does not say whether it is a test',
    'notifications of pages whose time has come': 'IWSmile tells nothing of a page that nobody paid',
    'notifications of no use': 'every callback is about a payment',
    'several installations on one account':
      'each payment names its own address to call back, and nothing can be looked up that came to another',
    'refunds in the back office': 'IWSmile tells nothing of what is given back',
    'refunds under way': 'IWSmile tells nothing of what is given back',
    disputes: 'IWSmile tells nothing of disputes',
    'several disputes of one charge': 'IWSmile tells nothing of disputes',
    'keys that the gateway refuses':
      'with a wrong key a callback is not verified (KO), as a forged one is not',
    'rights of a key': 'a key only checks callbacks',
    'limits of requests': 'a page is opened without a call',
  },
});
