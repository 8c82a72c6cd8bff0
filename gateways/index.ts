import type { z } from 'zod';
import type { Gateway } from './gateway.ts';
import { stripe } from './stripe/index.ts';

/** What a kind of gateway has. */
export interface GatewayKind {
  settings: z.ZodObject;
  /** `installation` is the name that each payment carries, so that others on the same account leave it alone. */
  create(name: string, settings: never, installation: string): Gateway;
  /** For how long it lets a page be open; milliseconds. */
  pageWindow: { minMs: number; maxMs: number };
}

/** Every kind of gateway there is; `kind` in the configuration names one. Adding a gateway adds one line here. */
export const gatewayKinds = { stripe } satisfies Record<string, GatewayKind>;
