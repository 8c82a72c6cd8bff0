import { z } from 'zod';
import { Duration } from '../domain/schemas/fields.ts';
import { type ErpKind, erpKinds } from '../erps/index.ts';
import { type ShopKind, shopKinds } from '../shops/index.ts';
import { accountProblems, captureProblems, methodProblems, pageProblems } from './gateways.ts';
import { type Problem, suggestion } from './problems.ts';

const WAYS = ['offline', 'prepaid'];
// "shop" is who took the money that was paid in the shop.
const TAKEN = [...WAYS, 'shop'];

// As much as can be read: other mistakes in the file must not hide these.
const name = z.string().optional().catch(undefined);
const named = <S extends z.ZodRawShape>(shape: S) =>
  z.record(z.string(), z.looseObject(shape).catch({} as never)).catch({});
const Readable = z.object({
  shops: named({ kind: name, erp: name, url: name }),
  gateways: named({ kind: name, capture: name }),
  erp: named({
    kind: name,
    atOnce: z.number().optional().catch(undefined),
    shops: z.record(z.string(), z.unknown()).optional().catch(undefined),
  }),
  mapping: z
    .object({
      payments: z
        .array(
          z
            .object({
              shop: name,
              method: name,
              collect: name,
              capture: name,
              paymentMethods: z.unknown().optional(),
            })
            .catch({}),
        )
        .catch([]),
      carriers: z.array(z.object({ shop: name, carrier: name }).catch({})).catch([]),
    })
    .catch({ payments: [], carriers: [] }),
  deposits: z
    .object({ document: z.object({ erp: name }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  operators: z.array(z.object({ name }).catch({})).catch([]),
  windows: z.object({ page: Duration.optional().catch(undefined) }).catch({}),
});
type Readable = z.infer<typeof Readable>;

/** What one part of the configuration says of another: names have to be there, lines must not contradict each other. */
export function crossChecks(data: unknown): Problem[] {
  const { data: read } = Readable.safeParse(data);
  return read
    ? [
        ...ofNames(read),
        ...ofShops(read),
        ...ofMapping(read),
        ...accountProblems(read.gateways),
        ...pageProblems(read.gateways, read.windows.page),
        ...captureProblems(read.gateways, read.mapping.payments),
        ...methodProblems(read.gateways, read.mapping.payments),
        ...ofErps(read),
        ...ofOperators(read),
      ]
    : [];
}

function ofNames({ shops, gateways, erp, deposits }: Readable): Problem[] {
  const erps = Object.keys(erp);
  const ofErp = (path: string[], chosen: string | undefined): Problem[] => {
    if (chosen === undefined && erps.length !== 1)
      return [{ path, message: `say which ERP: there are ${erps.join(', ') || 'none'}` }];
    if (chosen === undefined || erps.includes(chosen)) return [];
    return [{ path, message: `no ERP is called "${chosen}"; ${suggestion(chosen, erps)}` }];
  };
  const ofShops = Object.entries(shops).flatMap(([shop, { erp: chosen }]) =>
    ofErp(['shops', shop, 'erp'], chosen),
  );
  const ofDeposits = deposits?.document ? ofErp(['deposits', 'document', 'erp'], deposits.document.erp) : [];
  const taken = Object.keys(gateways).filter((gateway) => TAKEN.includes(gateway));
  const message = 'this name has a meaning of its own: choose another';
  return [...ofShops, ...ofDeposits, ...taken.map((gateway) => ({ path: ['gateways', gateway], message }))];
}

/** Two entries of one shop have to say which orders are whose: any other would start under both names. */
function ofShops({ shops }: Readable): Problem[] {
  const kinds: Record<string, ShopKind> = shopKinds;
  const entries = Object.entries(shops).flatMap(([shop, settings]) => {
    const { kind = '', url } = settings;
    const scope = kinds[kind]?.scope;
    if (!scope || url === undefined || !URL.canParse(url)) return [];
    const { host, pathname } = new URL(url);
    const place = JSON.stringify([kind, host, pathname.replace(/(\/index\.php)?\/*$/, '')]);
    return [{ shop, scope, place, own: settings[scope] }];
  });
  return entries.flatMap(({ shop, scope, place, own }, index): Problem[] => {
    const again = entries.slice(0, index).find((other) => other.place === place && !apart(other.own, own));
    if (!again) return [];
    const message = `is the shop "${again.shop}" again: every order would be collected twice; give each of the two its own ${scope}, or keep one of them`;
    return [{ path: ['shops', shop, 'url'], message }];
  });
}

/** Whether both say what they are about, one thing or a list, and have nothing in common. */
function apart(some: unknown, others: unknown): boolean {
  if (some === undefined || others === undefined) return false;
  return ![some].flat().some((one) => [others].flat().includes(one));
}

function ofMapping({ shops, gateways, mapping }: Readable): Problem[] {
  const ways = [...Object.keys(gateways), ...WAYS];
  const unknownWays = mapping.payments.flatMap(({ collect }, index): Problem[] =>
    collect === undefined || ways.includes(collect)
      ? []
      : [
          {
            path: ['mapping', 'payments', index, 'collect'],
            message: `"${collect}" is neither a gateway nor a way; ${suggestion(collect, ways)}`,
          },
        ],
  );
  const methods = mapping.payments.map(({ shop, method }) => ({ shop, name: method }));
  const carriers = mapping.carriers.map(({ shop, carrier }) => ({ shop, name: carrier }));
  const names = Object.keys(shops);
  return [
    ...unknownWays,
    ...ofLines(['mapping', 'payments'], 'method', methods, names),
    ...ofLines(['mapping', 'carriers'], 'carrier', carriers, names),
  ];
}

/** Lines of a mapping: each for a shop that is there, and nothing twice. */
function ofLines(
  path: Problem['path'],
  field: string,
  lines: { shop?: string; name?: string }[],
  shops: string[],
): Problem[] {
  const seen = new Set<string>();
  return lines.flatMap(({ shop, name }, index) => {
    const problems: Problem[] = [];
    if (shop !== undefined && !shops.includes(shop))
      problems.push({
        path: [...path, index, 'shop'],
        message: noShop(shop, shops),
      });
    const key = JSON.stringify([shop, name]);
    if (name !== undefined && seen.has(key))
      problems.push({
        path: [...path, index, field],
        message: `"${name}" is mapped twice: keep one of the two lines`,
      });
    seen.add(key);
    return problems;
  });
}

const noShop = (shop: string, shops: string[]) => `no shop is called "${shop}"; ${suggestion(shop, shops)}`;

function ofErps({ erp, shops }: Readable): Problem[] {
  const kinds: Record<string, ErpKind> = erpKinds;
  const names = Object.keys(shops);
  const unknownShops = Object.entries(erp).flatMap(([name, { shops: own = {} }]) =>
    Object.keys(own)
      .filter((shop) => !names.includes(shop))
      .map((shop): Problem => ({ path: ['erp', name, 'shops', shop], message: noShop(shop, names) })),
  );
  const tooMany = Object.entries(erp).flatMap(([name, { kind, atOnce = 0 }]): Problem[] => {
    const most = kinds[kind ?? '']?.mostAtOnce;
    if (!most || atOnce <= most.calls) return [];
    return [{ path: ['erp', name, 'atOnce'], message: `${most.why}: at most ${most.calls} calls at once` }];
  });
  return [...unknownShops, ...tooMany];
}

function ofOperators({ operators }: Readable): Problem[] {
  const message = 'two operators have this name: what they do could not be told apart';
  const names = operators.map(({ name }) => name?.toLowerCase());
  return names.flatMap((name, index) =>
    name !== undefined && names.indexOf(name) < index
      ? [{ path: ['operators', index, 'name'], message }]
      : [],
  );
}
