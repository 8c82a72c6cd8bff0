import { magento } from './magento/index.ts';
import { prestashop } from './prestashop/index.ts';

/** Every kind of shop there is; `kind` in the configuration names one. Adding a shop adds one line here. */
export const shopKinds = { magento, prestashop };
