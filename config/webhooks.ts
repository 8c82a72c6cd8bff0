import type { Config } from './schema.ts';

/** Which gateway the address with a kind's name means: the only one of its kind. */
export function gatewayOfKind({ gateways }: Pick<Config, 'gateways'>): Record<string, string> {
  const kinds = Object.entries(gateways).map(([name, { kind }]) => [kind, name] as const);
  return Object.fromEntries(kinds.filter(([kind]) => kinds.filter(([other]) => other === kind).length === 1));
}

/** Every address under which a gateway's notifications reach us; first the one that it is given. */
export function webhookUrls(config: Config, name: string): string[] {
  const kind = config.gateways[name]?.kind ?? '';
  const names = gatewayOfKind(config)[kind] === name ? [kind, name] : [name];
  const base = config.api.publicUrl.replace(/\/+$/, '');
  return [...new Set(names)].map((one) => `${base}/store/cart/checkout/${one}/webhooks`);
}
