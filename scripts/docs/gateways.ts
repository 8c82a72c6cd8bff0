import { written } from '../../domain/schemas/fields.ts';
import type { Capability } from '../../gateways/gateway.ts';
import { gatewayKinds } from '../../gateways/index.ts';
import type { GatewayKind } from '../../gateways/kind.ts';
import { table } from './table.ts';

const DAY_MS = 24 * 3_600_000;

const columns: [head: string, of: (kind: GatewayKind) => string][] = [
  [
    'Page can be open',
    ({ pageWindow }) =>
      typeof pageWindow === 'function'
        ? 'by its settings'
        : `${written(pageWindow.minMs)} to ${written(pageWindow.maxMs)}, usually ${written(pageWindow.usualMs)}`,
  ],
  [
    'Customers can be sent to it',
    ({ linkMs }) =>
      linkMs === undefined ? 'as long as it is open' : `for ${written(linkMs)}: opened as they come`,
  ],
  ['One page for one key', ({ keyHeldMs }) => (keyHeldMs === undefined ? 'no' : `for ${written(keyHeldMs)}`)],
  ['Closes pages', can('closePage')],
  ['Holds money', can('void')],
  ['Refunds from here', can('refund')],
  [
    'Lists notifications',
    ({ listedMs }) => (listedMs === undefined ? 'no' : `of ${Math.round(listedMs / DAY_MS)} days`),
  ],
  ['Webhook by command', can('createWebhook')],
  ['Links to charges', can('links')],
];

/** What each kind of gateway says of itself. */
export const gatewayKindsTable = (): string =>
  table(
    ['Kind', ...columns.map(([head]) => head)],
    Object.entries(gatewayKinds).map(([name, kind]) => [
      `[\`${name}\`](${name}.md)`,
      ...columns.map(([, of]) => of(kind)),
    ]),
  );

function can(capability: Capability) {
  return ({ capabilities }: GatewayKind): string => (capabilities.includes(capability) ? 'yes' : 'no');
}
