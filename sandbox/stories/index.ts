import { changes } from './changes.ts';
import { charges } from './charges.ts';
import { customers } from './customers.ts';
import { denied } from './denied.ts';
import { erpTroubles } from './erp-troubles.ts';
import { forgotten } from './forgotten.ts';
import { gateways } from './gateways.ts';
import { held } from './held.ts';
import { money } from './money.ts';
import { operators } from './operators.ts';
import { otherWays } from './other-ways.ts';
import { prestashop } from './prestashop.ts';
import { stopped } from './stopped.ts';
import type { Story } from './story.ts';
import { troubles } from './troubles.ts';

export type { Story } from './story.ts';

/** Every story of the demo, in the order in which they are told. */
export const stories: Story[] = [
  ...customers,
  ...otherWays,
  ...troubles,
  ...erpTroubles,
  ...money,
  ...operators,
  ...denied,
  ...forgotten,
  ...changes,
  ...charges,
  ...stopped,
  ...prestashop,
  ...gateways,
  ...held,
];
