import { z } from 'zod';

/** A registry of connectors by kind, as far as the configuration's schema needs it. */
type Kinds = Record<string, { settings: z.ZodObject }>;

/** The settings of any kind of a registry, told apart by `kind`, and the settings that all its kinds share (`common`). */
export type SettingsOf<K extends Kinds, C extends z.ZodRawShape> = {
  [P in keyof K & string]: z.output<K[P]['settings']> & { kind: P } & { [N in keyof C]: z.output<C[N]> };
}[keyof K & string];

/** The schema of `SettingsOf`, made from the registry: a kind that is added there is in it. */
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
