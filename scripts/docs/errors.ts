import { italian } from '../../alerts/italian.ts';
import { type AttentionCode, attentionCatalogue } from '../../domain/attention.ts';
import { type FailureCode, failureCatalogue } from '../../domain/failure.ts';
import { erp } from './codes/erp.ts';
import type { CodeGroup, Explained } from './codes/explained.ts';
import { gateway } from './codes/gateway.ts';
import { money } from './codes/money.ts';
import { orders } from './codes/orders.ts';
import { alerts, checkout, deposits, running } from './codes/others.ts';
import { shop } from './codes/shop.ts';
import { plain, table } from './table.ts';

// Fails the types where a code has no entry, or one that operators meet does not say what to do.
({
  ...money.codes,
  ...orders.codes,
  ...shop.codes,
  ...gateway.codes,
  ...erp.codes,
  ...deposits.codes,
  ...alerts.codes,
  ...checkout.codes,
  ...running.codes,
}) satisfies Record<keyof typeof attentionCatalogue, Required<Explained>> &
  Record<keyof typeof italian, Explained & { act: string }> &
  Record<FailureCode, Explained>;

const groups: CodeGroup[] = [money, orders, shop, gateway, erp, deposits, alerts, checkout, running];

const english: Record<AttentionCode, string> = { ...attentionCatalogue, ...failureCatalogue };
const italianOf: Partial<Record<AttentionCode, readonly [string, string]>> = italian;

const intro = `# Errors and attentions

Every code of this software, with what it means and what to do: in the column \`Attention\` of the list, in the details of its workflow, in the log, or in an HTTP answer.
What stands in the table is what our pages, mails and answers say. **Look** and **Do** are for [operators](operators.md), whose
[actions](operators.md#actions) they name. To find a payment there, follow the link of
the charge in Current Details; where there is none yet, search for the order's number, or for the amount and the customer's e-mail.

A code never changes its meaning. Codes without Italian are answered to programs, or stop one of ours as it starts.
`;

/** docs/errors.md: the catalogues of failures and attentions, explained. */
export const errorsPage = (): string => [intro, ...groups.map(section)].join('\n');

const section = ({ title, intro = '', codes }: CodeGroup): string =>
  [`## ${title}\n`, ...(intro ? [`${intro}\n`] : []), ...Object.entries(codes).map(entry)].join('\n');

function entry([name, explained]: [string, Explained]): string {
  const code = name as AttentionCode;
  const words = italianOf[code];
  const said = words
    ? table(['English', 'Italiano'], [[english[code], words.join(' ')]])
    : `**To do:** ${plain(english[code])}\n`;
  const { look, act } = explained;
  return [
    `### ${code}\n`,
    `_${explained.name}._ ${explained.means}\n`,
    said,
    ...(look ? [`**Look** ${look}\n`] : []),
    ...(act ? [`**Do** ${act}\n`] : []),
  ].join('\n');
}
