import type { Story } from './story.ts';

/** The workflows of a story: the order, its payments in turn, late messages, replaced orders, a deposit's document, standing ones. */
export const workflowsOf = ({ begins, ending }: Story): string[] => [
  ...('order' in begins ? ['order'] : []),
  ...numbered('payment', ending.payments),
  ...numbered('late message', ending.lateMessages),
  ...numbered('replaced order', ending.replaced),
  ...('deposit' in begins && ending.document ? ['document'] : []),
  ...numbered('standing', ending.standing),
];

const numbered = (what: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${what} ${n + 1}`);

/** A story's unique title. */
export const titleOf = ({ name, begins }: Story): string =>
  'order' in begins && begins.shop === 'prestashop' ? `PrestaShop: ${name}` : name;

/** The file of one workflow's recorded history. */
export const historyFile = (story: string, workflow: string): string =>
  `${`${story}, ${workflow}`.replace(/[^a-z0-9]+/gi, '-')}.history`;

/** The kinds of standing workflows, which all stories share. */
export const lasting = ['erp', 'erpLease', 'gateway', 'shop', 'watch'];
/** The standing workflows that never begin a new run. */
export const endless = ['erpLease'];
