import { shopContract } from '../contract/shop.ts';
import { openPrestashop } from './prestashop-contract-bench.ts';

shopContract({
  name: 'PrestaShop 8',
  open: () => openPrestashop({ version: '8', timezone: 'Europe/Rome', output: 'xml' }),
  cannot: { mail: 'the webservice mails no message, only what a state mails: its link stands in the order' },
});
