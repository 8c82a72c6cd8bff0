import { z } from 'zod';

/** A registry of connectors: kind -> its settings and how one is made. */
export type Kinds<Connector = unknown> = Record<
  string,
  {
    settings: z.ZodObject;
    /** Shops get the key of their markers too, gateways the installation's name. */
    create(name: string, settings: never, ...more: never[]): Connector;
    /** Shops: what the id of an order looks like. */
    orderId?: RegExp;
    /** Shops: the setting, a value or a list of them, that tells those at one address apart. */
    within?: string;
    /** Gateways: for how long this kind lets a page be open. */
    pageWindow?: { minMs: number; maxMs: number };
    /** ERPs: how many calls at once this kind takes without harm, and why no more. */
    mostAtOnce?: { calls: number; why: string };
  }
>;

/** Settings of any kind of a registry, told apart by `kind`, with what every kind has in common. */
export type SettingsOf<K extends Kinds, C extends z.ZodRawShape> = {
  [P in keyof K & string]: z.output<K[P]['settings']> & { kind: P } & { [N in keyof C]: z.output<C[N]> };
}[keyof K & string];

/** The schema of such settings; a kind that is added to its registry is in it. */
export function ofKind<K extends Kinds, C extends z.ZodRawShape>(
  kinds: K,
  common: C,
): z.ZodType<SettingsOf<K, C>> {
  const [first, ...others] = Object.entries(kinds).map(([kind, { settings }]) =>
    settings.safeExtend({ kind: z.literal(kind).describe('What it is.'), ...common }).strict(),
  );
  if (!first) throw new Error('a registry without kinds');
  return z.discriminatedUnion('kind', [first, ...others]) as unknown as z.ZodType<SettingsOf<K, C>>;
}
