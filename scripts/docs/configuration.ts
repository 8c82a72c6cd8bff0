import { z } from 'zod';
import type { JsonSchema } from '../../config/problems.ts';
import { Config } from '../../config/schema.ts';
import { type Row, rowsOf, schemasIn } from './settings.ts';
import { plain, table } from './table.ts';

const intro = `# Configuration

Every setting of \`incasso.yaml\`. [deploy/incasso.yaml](../deploy/incasso.yaml) is a real installation's to start from, [incasso.yaml](../incasso.yaml) is the demo's.

- **Secrets** come from the environment: \`\${NAME}\` in the file, and nothing else where this page says _secret_. Any other text can be \`\${NAME}\` too.
- **Durations** are text with units: \`90s\`, \`5m\`, \`24h\`, \`1h30m\`.
- **Names** of shops, gateways and ERPs are yours: small letters, digits and \`-\`.
- A mistake is told at start, all at once: file, path in it, what is wrong, how to mend it. \`incasso.schema.json\` completes and checks the file in editors.
- The last column says what holds where a setting is left out. What is **needed** can't be, where what it stands in is there.

How each system is set up: [Magento](magento.md), [PrestaShop](prestashop.md), [each kind of gateway](gateways.md#the-kinds), [Mexal](mexal.md), [an ERP that reads files](erp-exchange.md).
`;

/** docs/configuration.md: what the schema of incasso.yaml says of each setting. */
export function configurationPage(): string {
  const { properties = {}, required = [] } = z.toJSONSchema(Config, { io: 'input' });
  const sections = Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) =>
    section(name, schema, required.includes(name)),
  );
  return [intro, ...sections].join('\n');
}

function section(name: string, schema: JsonSchema, needed: boolean): string {
  const [own, ...rows] = rowsOf(name, schema, needed);
  const [kinds] = schemasIn(schema.additionalProperties);
  if (rows.length === 0 && own) return [`## ${name}\n`, settings([own])].join('\n');
  const tables = kinds?.oneOf ? ofKinds(name, schemasIn(kinds.oneOf)) : [settings(rows)];
  return [`## ${name}\n`, `${plain(schema.description ?? '')}\n`, ...tables].join('\n');
}

/** What all kinds have in one table, and then what each has besides. */
function ofKinds(name: string, kinds: JsonSchema[]): string[] {
  const [first = {}, ...others] = kinds.map(rowsByField);
  const common =
    others.length > 0 ? Object.keys(first).filter((field) => others.every(hasSame(first, field))) : [];
  const besides = (rows: Record<string, Row[]>) =>
    Object.entries(rows).flatMap(([field, each]) => (common.includes(field) ? [] : each));
  return [
    ...(common.length > 0
      ? [`### ${name}: all kinds\n`, settings(common.flatMap((field) => first[field] ?? []))]
      : []),
    ...kinds.flatMap((kind) => [`### ${name}: kind ${kindOf(kind)}\n`, settings(besides(rowsByField(kind)))]),
  ];
}

const rowsByField = ({ properties = {}, required = [] }: JsonSchema): Record<string, Row[]> =>
  Object.fromEntries(
    Object.entries(properties as Record<string, JsonSchema>).map(([field, schema]) => [
      field,
      rowsOf(field, schema, required.includes(field)),
    ]),
  );

const hasSame = (rows: Record<string, Row[]>, field: string) => (others: Record<string, Row[]>) =>
  JSON.stringify(others[field]) === JSON.stringify(rows[field]);

const kindOf = ({ properties }: JsonSchema): string =>
  String((properties?.kind as JsonSchema | undefined)?.const);

const settings = (rows: Row[]): string => table(['Setting', 'What it says', 'Value', 'Left out'], rows);
