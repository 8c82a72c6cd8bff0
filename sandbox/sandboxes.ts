import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoEnvironment } from './environment.ts';
import { createExchangeSandbox, type ExchangeBooks } from './exchange/index.ts';
import type { Mishaps } from './kit/faults.ts';
import type { Sandbox } from './kit/kit.ts';
import type { MagentoBooks } from './magento/books.ts';
import { createMagentoSandbox } from './magento/index.ts';
import { createMexalSandbox, type MexalBooks } from './mexal/index.ts';
import type { Ports } from './ports.ts';
import { createPrestaShopSandbox, type PrestaShopBooks, type StateSeed } from './prestashop/index.ts';
import { createStripeSandbox, type StripeSandbox, type StripeSandboxOptions } from './stripe/index.ts';

/** What the sandboxes are started with. */
export interface SandboxesOptions {
  /** Where books are kept; without it they live in memory only. */
  folder?: string;
  ports: Ports;
  /** Name of the shop that announces its orders. */
  shop: string;
  /** Each sandbox adds the function that closes it. */
  closing: (() => Promise<unknown>)[];
  /** What goes wrong with requests to each system, by its name, and with Stripe's notifications. */
  mishaps?: (system: 'magento' | 'prestashop' | 'stripe' | 'mexal') => Mishaps;
  webhookMishaps?: StripeSandboxOptions['webhookMishaps'];
}

/** The systems around Incasso, running, with what incasso.yaml takes from the environment. */
export interface Sandboxes {
  env: ReturnType<typeof demoEnvironment>;
  magento: Sandbox<MagentoBooks>;
  presta: Sandbox<PrestaShopBooks>;
  stripe: StripeSandbox;
  mexal: Sandbox<MexalBooks>;
  exchange: Sandbox<ExchangeBooks>;
}

/** Starts the sandboxes of shops, gateway and ERPs, each at its port. */
export async function startSandboxes(options: SandboxesOptions): Promise<Sandboxes> {
  const { folder, ports, shop, closing, mishaps, webhookMishaps } = options;
  const file = (name: string) => (folder ? join(folder, `${name}.json`) : undefined);
  const env = demoEnvironment(ports, await openFiles(folder, closing));
  const magento = await createMagentoSandbox({
    port: ports.magento,
    file: file('magento'),
    mishaps: mishaps?.('magento'),
    accessToken: env.MAGENTO_ACCESS_TOKEN,
    announceUrl: `http://127.0.0.1:${ports.api}/shops/${shop}/orders/{id}`,
    announceSecret: env.MAGENTO_ANNOUNCE_SECRET,
  });
  closing.push(() => magento.close());
  const presta = await createPrestaShopSandbox({
    port: ports.prestashop,
    file: file('prestashop'),
    mishaps: mishaps?.('prestashop'),
    key: env.PRESTASHOP_KEY,
    ownStates: statesOfIncasso,
  });
  closing.push(() => presta.close());
  const stripe = await createStripeSandbox({
    port: ports.stripe,
    file: file('stripe'),
    mishaps: mishaps?.('stripe'),
    webhookMishaps,
    secretKey: env.STRIPE_SECRET_KEY,
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    webhookUrl: `http://127.0.0.1:${ports.api}/store/cart/checkout/stripe/webhooks`,
  });
  closing.push(() => stripe.close());
  const mexal = await createMexalSandbox({
    port: ports.mexal,
    file: file('mexal'),
    mishaps: mishaps?.('mexal'),
    user: env.MEXAL_USER,
    password: env.MEXAL_PASSWORD,
  });
  closing.push(() => mexal.close());
  const exchange = await createExchangeSandbox({
    port: ports.exchange,
    file: file('exchange'),
    folder: env.EXCHANGE_FOLDER,
    payments: env.EXCHANGE_PAYMENTS,
  });
  closing.push(() => exchange.close());
  return { env, magento, presta, stripe, mexal, exchange };
}

/** The folder of the ERP that works with files: in the world's folder, or else a temporary one. */
async function openFiles(folder: string | undefined, closing: (() => Promise<unknown>)[]): Promise<string> {
  if (folder) return join(folder, 'exchange');
  const temporary = await mkdtemp(join(tmpdir(), 'incasso-exchange-'));
  closing.push(() => rm(temporary, { recursive: true, force: true }));
  return temporary;
}

/** Order states that PrestaShop's administrator has added for Incasso; incasso.yaml names them by their ids, 16 to 18. */
const statesOfIncasso: StateSeed[] = [
  {
    it: 'Link di pagamento inviato',
    en: 'Payment link sent',
    template: 'payment_link',
    color: '#4169E1',
    flags: 'e',
  },
  { it: 'Preso in carico', en: 'Taken over', template: '', color: '#34209E', flags: '' },
  { it: 'Fatturato', en: 'Invoiced', template: '', color: '#01B887', flags: 'il' },
];
