import { openAnnouncer } from '../kit/announce.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../kit/kit.ts';
import type { Offer } from '../kit/system.ts';
import { apiRoutes } from './api.ts';
import type { PrestaShopBooks, Quirks, World } from './books.ts';
import type { StateSeed } from './catalogue.ts';
import { wallClock } from './clock.ts';
import { controlRoutes } from './control.ts';
import { addKey } from './doors.ts';
import type { Version } from './names.ts';
import { pageRoutes } from './page.ts';
import { tableNames } from './resources.ts';
import { seeds, usualQuirks } from './seeds.ts';
import { configure, settingOf } from './settings.ts';
import { openShop } from './shop.ts';

export type { PrestaShopBooks } from './books.ts';
export type { StateSeed } from './catalogue.ts';

/** The webservice's key, the release, its zone, and where the shop announces orders (`{id}` in the address is replaced). */
export interface PrestaShopSandboxOptions extends SandboxOptions {
  /** 32 characters. */
  key?: string;
  version?: Version;
  /** PS_TIMEZONE. */
  timezone?: string;
  /** How many languages are on: Italian, or English too. */
  languages?: 1 | 2;
  /** A module allows references longer than nine letters in shops before 9. */
  longReferences?: boolean;
  /** 2 for a second shop under /due, with orders, a carrier and configurations of its own. */
  shops?: 1 | 2;
  quirks?: Partial<Quirks>;
  /** Order states beside those of an installation; their ids go on from 16. */
  ownStates?: StateSeed[];
  /** Payment modules beside those of its catalogue. */
  offers?: Offer[];
  announceUrl?: string;
  announceSecret?: string;
}

/** The webservice's key, unless the options have another; it has all rights. */
export const sandboxKey = 'SANDBOXKEYSANDBOXKEYSANDBOXKEY12';

/** A PrestaShop on loopback: its webservice under /api, its customers and employees (`/_sandbox`), and a page for people. */
export function createPrestaShopSandbox(
  options: PrestaShopSandboxOptions = {},
): Promise<Sandbox<PrestaShopBooks>> {
  return createSandbox(options, seeds(options.key ?? sandboxKey, options.ownStates), async (sandbox) => {
    const { books } = sandbox;
    // In books of an older release, tables that were added since are empty.
    for (const name of tableNames) books.tables[name] ??= [];
    books.removed ??= {};
    // Books that were read from a file keep their orders, but the options overrule their settings.
    configure(books, options);
    // In books of an older release, quirks that were added since are as in most shops.
    books.quirks = { ...usualQuirks, ...books.quirks, ...options.quirks };
    if (options.key) addKey(books, options.key);
    if (options.offers) books.offers = options.offers;
    if (options.announceUrl)
      books.announce = { url: options.announceUrl, secret: options.announceSecret ?? '' };
    const world: World = {
      sandbox,
      books,
      now: (shop) => wallClock(sandbox.now(), settingOf(books, 'PS_TIMEZONE', shop) ?? 'UTC'),
    };
    const shop = openShop(world, openAnnouncer(sandbox));
    await apiRoutes(world);
    await controlRoutes(world, shop);
    pageRoutes(world, shop);
  });
}
