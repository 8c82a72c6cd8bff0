import { z } from 'zod';

/** A registry of connectors by kind, as far as the configuration's schema needs it. */
type Kinds = Record<string, { settings: z.ZodObject }>;

/** The settings of any kind of a registry, told apart by `kind`, and the settings that all its kinds share (`common`). */
export type SettingsOf<K extends Kinds, C extends z.ZodRawShape> = {
  [P in keyof K & string]: z.output<K[P]['settings']> & { kind: P } & { [N in keyof C]: z.output<C[N]> };
}[keyof K & string];

/**
 * The schema of `SettingsOf`, made from the registry: a kind that is added there is in it. `unlessOwn`: settings that those kinds share
 * which have none of their own under that name.
 */
export function ofKind<K extends Kinds, C extends z.ZodRawShape, U extends z.ZodRawShape>(
  kinds: K,
  common: C,
  unlessOwn = {} as U,
): z.ZodType<SettingsOf<K, C>> {
  const [first, ...others] = Object.entries(kinds).map(([kind, { settings }]) => {
    const shared = Object.entries(unlessOwn).filter(([name]) => !Object.hasOwn(settings.shape, name));
    const named = { kind: z.literal(kind).describe('What it is.') };
    return settings.safeExtend({ ...named, ...Object.fromEntries(shared), ...common }).strict();
  });
  if (!first) throw new Error('a registry without kinds');
  return z.discriminatedUnion('kind', [first, ...others]) as unknown as z.ZodType<SettingsOf<K, C>>;
}
