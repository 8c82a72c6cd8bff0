import type { z } from 'zod';
import type { Erp } from './erp.ts';
import { exchange } from './exchange/index.ts';
import { mexal } from './mexal/index.ts';

/** What a kind of ERP has. */
export interface ErpKind {
  settings: z.ZodObject;
  create(name: string, settings: never): Erp;
  /** How many calls at once it takes without harm, and why no more; absent where the configuration decides alone. */
  mostAtOnce?: { calls: number; why: string };
}

/** Every kind of ERP there is; `kind` in the configuration names one. Adding an ERP adds one line here. */
export const erpKinds = { mexal, exchange } satisfies Record<string, ErpKind>;
