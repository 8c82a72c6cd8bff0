import type { z } from 'zod';
import { isHeldFirst } from '../domain/holds.ts';
import { written } from '../domain/schemas/fields.ts';
import { gatewayKinds } from '../gateways/index.ts';
import type { GatewayKind, PageWindow } from '../gateways/kind.ts';
import type { Problem } from './problems.ts';
import { type Config, GatewayEntry } from './schema.ts';

type Settings = Config['gateways'][string];

/** Undefined for what is no kind of ours. */
const kindNamed = (name = ''): GatewayKind | undefined =>
  Object.hasOwn(gatewayKinds, name) ? gatewayKinds[name as keyof typeof gatewayKinds] : undefined;

const kindOf = ({ kind }: Pick<Settings, 'kind'>): GatewayKind => gatewayKinds[kind];

/** For how long a gateway of these settings lets a page be open; milliseconds. */
export function pageWindowOf(settings: Settings): PageWindow {
  const { pageWindow } = kindOf(settings);
  // The schema matched settings and kind; types can't follow a registry that grows.
  return typeof pageWindow === 'function' ? pageWindow(settings as never) : pageWindow;
}

/** For how long a gateway's page can be paid: its own setting, else the one for all, else what is usual for its kind; milliseconds. */
export const pageMsOf = (settings: Settings, forAll: number | undefined): number =>
  settings.page ?? forAll ?? pageWindowOf(settings).usualMs;

/** For how long one key opens one page; milliseconds. Undefined where each opening is another page. */
export const keyHeldMsOf = (settings: Settings): number | undefined => kindOf(settings).keyHeldMs;

/** For how long customers can be sent to a page; milliseconds. Undefined where they can as long as it can be paid. */
export const linkMsOf = (settings: Settings): number | undefined => kindOf(settings).linkMs;

/** How long a refund whose answer was lost can take until it is found; milliseconds. Undefined where it is found at once. */
export const refundSeenMsOf = (settings: Settings): number | undefined => kindOf(settings).refundSeenMs;

/** How far back the gateway's list of notifications goes; milliseconds. Undefined where it has none. */
export const listedMsOf = (settings: Settings): number | undefined => kindOf(settings).listedMs;

/** Two gateways on one account would hear each other's payments, as what is wrong or another's. What can't be read is told elsewhere. */
export function accountProblems(gateways: Record<string, Record<string, unknown>>): Problem[] {
  const entries = Object.entries(gateways).flatMap(([name, settings]) => {
    const kind = typeof settings.kind === 'string' ? settings.kind : '';
    const fields = kindNamed(kind)?.account ?? [];
    const [field] = fields;
    if (field === undefined || typeof settings[field] !== 'string') return [];
    const account = JSON.stringify([kind, ...fields.map((one) => settings[one])]).toLowerCase();
    return [{ name, field, account }];
  });
  return entries.flatMap(({ name, field, account }, index): Problem[] => {
    const again = entries.slice(0, index).find((other) => other.account === account);
    if (!again) return [];
    const message = `is the account of gateway "${again.name}" again: each of the two would hear the other's payments, and take them for wrong ones; keep one of them, and let lines of mapping.payments say what differs (capture, paymentMethods)`;
    return [{ path: ['gateways', name, field], message }];
  });
}

/** Money is held only by a kind that can take it later, and let go of it. `lines`: the mapping's. What can't be read is told elsewhere. */
export function captureProblems(
  gateways: Record<string, { kind?: string; capture?: unknown }>,
  lines: { collect?: string; capture?: unknown }[],
): Problem[] {
  const later = (
    capture: unknown,
    gateway: { kind?: string } | undefined,
    path: Problem['path'],
  ): Problem[] => {
    const message = isHeldFirst(capture) ? whyNotHolding(gateway) : undefined;
    return message === undefined ? [] : [{ path, message }];
  };
  return [
    ...Object.entries(gateways).flatMap(([name, one]) =>
      later(one.capture, one, ['gateways', name, 'capture']),
    ),
    ...lines.flatMap(({ collect = '', capture }, index): Problem[] => {
      const path = ['mapping', 'payments', index, 'capture'];
      if (capture !== undefined && collect === 'offline')
        return [{ path, message: 'no gateway of this file takes this money: leave it out' }];
      return later(capture, gateways[collect], path);
    }),
  ];
}

function whyNotHolding(given: { kind?: string } | undefined): string | undefined {
  const kind = kindNamed(given?.kind);
  if (!kind) return undefined;
  if (!kind.capabilities.includes('capture') || !kind.capabilities.includes('void'))
    return 'this kind of gateway holds no money: it takes it "now"';
  const settings = GatewayEntry.safeParse(given).data;
  return settings && kind.whyNotHolding?.(settings as never);
}

/** The methods that a line of the mapping names are those of its gateway, in its words. What can't be read is told elsewhere. */
export function methodProblems(
  gateways: Record<string, { kind?: string }>,
  lines: { collect?: string; paymentMethods?: unknown }[],
): Problem[] {
  return lines.flatMap(({ collect = '', paymentMethods }, index): Problem[] => {
    if (paymentMethods === undefined) return [];
    const path = ['mapping', 'payments', index, 'paymentMethods'];
    if (['offline', 'prepaid'].includes(collect))
      return [{ path, message: 'no gateway of this file shows the page: leave it out' }];
    const { settings } = kindNamed(gateways[collect]?.kind) ?? {};
    if (!settings) return [];
    const { paymentMethods: words } = settings.shape as Record<string, z.ZodType | undefined>;
    if (!words)
      return [{ path, message: 'at this kind of gateway the methods are not chosen here: leave it out' }];
    const issues = words.safeParse(paymentMethods).error?.issues ?? [];
    return issues.map((issue) => ({ path: [...path, ...issue.path.map(String)], message: issue.message }));
  });
}

/** How long each gateway's page is to be open, whoever says it, has to be what the gateway takes. What can't be read is told elsewhere. */
export function pageProblems(gateways: Record<string, unknown>, forAll: number | undefined): Problem[] {
  return Object.entries(gateways).flatMap(([gateway, given]): Problem[] => {
    const { data: settings } = GatewayEntry.safeParse(given);
    if (!settings) return [];
    const { minMs, maxMs } = pageWindowOf(settings);
    const page = pageMsOf(settings, forAll);
    if (page >= minMs && page <= maxMs) return [];
    const takes = `takes pages of ${written(minMs)} to ${written(maxMs)}: write a duration between`;
    if (settings.page !== undefined) return [{ path: ['gateways', gateway, 'page'], message: takes }];
    const message = `gateway "${gateway}" ${takes}, or gateways.${gateway}.page for this one alone`;
    return [{ path: ['windows', 'page'], message }];
  });
}
