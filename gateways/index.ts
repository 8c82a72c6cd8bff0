import { axerve } from './axerve/index.ts';
import { iwsmile } from './iwsmile/index.ts';
import type { GatewayKind } from './kind.ts';
import { paypal } from './paypal/index.ts';
import { skrill } from './skrill/index.ts';
import { stripe } from './stripe/index.ts';

/** Every kind of gateway there is; `kind` in the configuration names one. Adding a gateway adds one line here. */
export const gatewayKinds = { stripe, paypal, axerve, skrill, iwsmile } satisfies Record<string, GatewayKind>;
