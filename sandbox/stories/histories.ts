import type { Story } from './story.ts';

/** The workflows that a story runs: the order, its payments in turn, late messages, orders before it, a deposit's document, what lives for ever. */
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

/** What tells a story from all others. */
export const titleOf = ({ name, begins }: Story): string =>
  'order' in begins && begins.shop === 'prestashop' ? `PrestaShop: ${name}` : name;

/** The file of one workflow's recorded history. */
export const historyFile = (story: string, workflow: string): string =>
  `${`${story}, ${workflow}`.replace(/[^a-z0-9]+/gi, '-')}.history`;

/** The kinds that live for ever, of all stories together. */
export const lasting = ['erp', 'erpLease', 'gateway', 'shop', 'watch'];
/** Of these what does so in one run. */
export const endless = ['erpLease'];
