import { openAnnouncer } from '../kit/announce.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../kit/kit.ts';
import type { Offer } from '../kit/system.ts';
import type { Integration } from './auth.ts';
import { emptyBooks, type MagentoBooks, type Quirks } from './books.ts';
import { controlRoutes } from './control.ts';
import { pageRoutes } from './page.ts';
import { restRoutes } from './rest.ts';
import { openShop } from './shop.ts';

/** Keys and rights of the shop's one integration, its Magento release, and where it announces orders (`{id}` is replaced). */
export interface MagentoSandboxOptions extends SandboxOptions, Partial<Integration> {
  announceUrl?: string;
  announceSecret?: string;
  version?: Quirks['version'];
  rights?: string[];
  /** Payment methods beside those of its catalogue. */
  offers?: Offer[];
}

/** The integration's keys, unless the options have others. */
export const sandboxIntegration: Integration = {
  accessToken: 'sandbox-access-token',
  consumerKey: 'sandbox-consumer-key',
  consumerSecret: 'sandbox-consumer-secret',
  accessTokenSecret: 'sandbox-access-token-secret',
};

/** A Magento 2 shop on loopback: its web API, its customers and admin (`/_sandbox`), and a page for people. */
export function createMagentoSandbox(options: MagentoSandboxOptions = {}): Promise<Sandbox<MagentoBooks>> {
  const integration: Integration = {
    accessToken: options.accessToken ?? sandboxIntegration.accessToken,
    consumerKey: options.consumerKey ?? sandboxIntegration.consumerKey,
    consumerSecret: options.consumerSecret ?? sandboxIntegration.consumerSecret,
    accessTokenSecret: options.accessTokenSecret ?? sandboxIntegration.accessTokenSecret,
  };
  const announce = options.announceUrl
    ? { url: options.announceUrl, secret: options.announceSecret ?? '' }
    : null;
  return createSandbox(options, emptyBooks(announce), async (sandbox) => {
    // Books that were read from a file keep their orders, but the address is that of the options.
    if (announce) sandbox.books.announce = announce;
    if (options.version) sandbox.books.quirks.version = options.version;
    if (options.rights) sandbox.books.quirks.rights = options.rights;
    if (options.offers) sandbox.books.offers = options.offers;
    const shop = openShop(sandbox, openAnnouncer(sandbox));
    await restRoutes(sandbox, integration);
    await controlRoutes(sandbox, shop);
    pageRoutes(sandbox, shop);
  });
}
