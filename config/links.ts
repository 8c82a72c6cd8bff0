import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import type { Config } from './schema.ts';
import { readToken, signedToken } from './tokens.ts';

/** What a link is for: an order, or a payment that has none. */
export type LinkTarget = { shop: string; id: string } | { payment: string };

/** Makes and reads checkout links: signed, so that nobody can guess the link of an order. */
export interface CheckoutLinks {
  /** The link of an order; the same every time. */
  url(shop: string, id: string): string;
  /** The link of a payment without an order; the same every time. */
  paymentUrl(paymentId: string): string;
  /** What a token was made for. Throws CHECKOUT_LINK_INVALID. */
  read(token: string): LinkTarget;
}

const Payload = z.union([
  z.tuple([z.string(), z.string()]).transform(([shop, id]): LinkTarget => ({ shop, id })),
  z.strictObject({ payment: z.string() }),
]);

/** `secret` of at least 32 characters; who has it can make links. */
export function checkoutLinks(publicUrl: string, secret: string): CheckoutLinks {
  const link = (content: z.input<typeof Payload>): string =>
    `${publicUrl.replace(/\/$/, '')}/checkout/${signedToken(content, secret)}`;
  return {
    url: (shop, id) => link([shop, id]),
    paymentUrl: (payment) => link({ payment }),
    read(token) {
      const target = Payload.safeParse(readToken(token, secret));
      if (target.success) return target.data;
      throw new Failure('CHECKOUT_LINK_INVALID', 'refused', 'this checkout link is not one of ours');
    },
  };
}

/** Our page of a workflow, with {workflowId} where that goes; undefined where nobody can sign in. */
export const operatorsPage = ({ api, operators }: Config): string | undefined =>
  operators.length > 0 ? `${api.publicUrl.replace(/\/+$/, '')}/operators/{workflowId}` : undefined;

/** Which gateway the address with a kind's name means: the only one of its kind. */
export function gatewayOfKind({ gateways }: Pick<Config, 'gateways'>): Record<string, string> {
  const kinds = Object.entries(gateways).map(([name, { kind }]) => [kind, name] as const);
  return Object.fromEntries(kinds.filter(([kind]) => kinds.filter(([other]) => other === kind).length === 1));
}

/** The address that a gateway is given for its notifications. */
export const notifyUrl = (config: Config, name: string): string => webhookUrls(config, name)[0] ?? '';

/** Every address under which a gateway's notifications reach us; first the one that it is given. */
export function webhookUrls(config: Config, name: string): string[] {
  const kind = config.gateways[name]?.kind ?? '';
  const names = gatewayOfKind(config)[kind] === name ? [kind, name] : [name];
  const base = config.api.publicUrl.replace(/\/+$/, '');
  return [...new Set(names)].map((one) => `${base}/store/cart/checkout/${one}/webhooks`);
}
