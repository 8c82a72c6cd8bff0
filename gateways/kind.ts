import type { z } from 'zod';
import type { Capability, Gateway } from './gateway.ts';

/** For how long a page can be open, and for how long it is where nobody says; milliseconds. */
export interface PageWindow {
  minMs: number;
  usualMs: number;
  maxMs: number;
}

/** A kind of gateway: how its accounts are set up, what it can do, and the facts of it that other rooms go by. */
export interface GatewayKind {
  settings: z.ZodObject;
  /** `installation` is the name that each payment carries, so that others on the same account leave it alone. */
  create(name: string, settings: never, installation: string): Gateway;
  /** The gateway that `create` makes has exactly these methods besides those that all have. */
  capabilities: readonly Capability[];
  /** The settings that say which account it is, the one that names it first: two gateways on one would hear each other's payments. */
  account: readonly string[];
  /** Why an account with these settings holds no money, in words; undefined where it does. Absent: each does, where the kind can let go of it. */
  whyNotHolding?: (settings: never) => string | undefined;
  /** For how long it lets a page be open; where that is a setting of the account, by its settings. */
  pageWindow: PageWindow | ((settings: never) => PageWindow);
  /** For how long one key opens one page; milliseconds. Absent: each opening is another page, and only the one that answered is shown. */
  keyHeldMs?: number;
  /** For how long the address of a page is good for coming to it, a minute for the way there left out; milliseconds. Absent: as long as the page. */
  linkMs?: number;
  /** How long a refund whose answer was lost can take until whoever looks for it finds it; milliseconds. Absent where its key finds it at once. */
  refundSeenMs?: number;
  /** How far back its list of notifications goes; milliseconds. Absent where it has none. */
  listedMs?: number;
}
