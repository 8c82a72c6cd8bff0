import { openAnnouncer } from '../kit/announce.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../kit/kit.ts';
import { apiRoutes } from './api.ts';
import type { PrestaShopBooks, World } from './books.ts';
import { wallClock } from './clock.ts';
import { controlRoutes } from './control.ts';
import type { Version } from './names.ts';
import { pageRoutes } from './page.ts';
import { zoneOf } from './present.ts';
import { seeds } from './seeds.ts';
import { openShop } from './shop.ts';

export type { PrestaShopBooks } from './books.ts';

/** The webservice's key, the release, its zone, and where the shop announces new orders (`{id}` in the address is replaced). */
export interface PrestaShopSandboxOptions extends SandboxOptions {
  /** 32 characters. */
  key?: string;
  version?: Version;
  /** PS_TIMEZONE. */
  timezone?: string;
  announceUrl?: string;
  announceSecret?: string;
}

/** The webservice's key unless told otherwise: it may do everything that is played here. */
export const sandboxKey = 'SANDBOXKEYSANDBOXKEYSANDBOXKEY12';

/** A PrestaShop on loopback: its webservice under /api, its customers and employees (`/_sandbox`), and a page for people. */
export function createPrestaShopSandbox(
  options: PrestaShopSandboxOptions = {},
): Promise<Sandbox<PrestaShopBooks>> {
  const { key = sandboxKey, version = '8', timezone = 'Europe/Rome' } = options;
  const announce = options.announceUrl
    ? { url: options.announceUrl, secret: options.announceSecret ?? '' }
    : null;
  return createSandbox(options, seeds({ version, timezone, key, announce }), async (sandbox) => {
    const { books } = sandbox;
    // Books read from a file keep the orders; the address comes from whoever starts the shop now.
    if (announce) books.announce = announce;
    const world: World = { sandbox, books, now: () => wallClock(sandbox.now(), zoneOf(books)) };
    const shop = openShop(world, openAnnouncer(sandbox));
    await apiRoutes(world);
    await controlRoutes(world, shop);
    pageRoutes(world, shop);
  });
}
