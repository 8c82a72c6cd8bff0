import { exchange } from './exchange/index.ts';
import { mexal } from './mexal/index.ts';

/** Every kind of ERP there is; `kind` in the configuration names one. Adding an ERP adds one line here. */
export const erpKinds = { mexal, exchange };
