import { CompactSign, compactVerify } from 'jose';
import { Failure } from '../domain/failure.ts';

/** Makes and reads checkout links: signed, so that nobody can guess the link of an order. */
export interface CheckoutLinks {
  /** The link of an order; the same every time. */
  url(shop: string, id: string): Promise<string>;
  /** The order a token was made for. Throws CHECKOUT_LINK_INVALID. */
  read(token: string): Promise<{ shop: string; id: string }>;
}

/** `secret` of at least 32 characters; who has it can make links. */
export function checkoutLinks(publicUrl: string, secret: string): CheckoutLinks {
  const key = new TextEncoder().encode(secret);
  return {
    async url(shop, id) {
      const payload = new TextEncoder().encode(JSON.stringify([shop, id]));
      const token = await new CompactSign(payload).setProtectedHeader({ alg: 'HS256' }).sign(key);
      return `${publicUrl.replace(/\/$/, '')}/checkout/${token}`;
    },
    async read(token) {
      try {
        const { payload } = await compactVerify(token, key, { algorithms: ['HS256'] });
        const [shop, id] = JSON.parse(new TextDecoder().decode(payload)) as [string, string];
        return { shop, id };
      } catch (cause) {
        throw new Failure('CHECKOUT_LINK_INVALID', 'refused', 'this checkout link is not one of ours', {
          cause,
        });
      }
    },
  };
}
