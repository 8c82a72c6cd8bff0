import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ports } from './ports.ts';
import { sandboxKey } from './prestashop/index.ts';

/** What the demo's incasso.yaml takes from the environment. The keys open nothing but the sandboxes. */
export function demoEnvironment(ports: Ports, files: string) {
  return {
    INCASSO_PUBLIC_URL: `http://127.0.0.1:${ports.api}`,
    INCASSO_CHECKOUT_SECRET: ports.checkoutSecret,
    MAGENTO_URL: `http://127.0.0.1:${ports.magento}`,
    MAGENTO_ACCESS_TOKEN: 'sandbox-access-token',
    MAGENTO_ANNOUNCE_SECRET: 'sandbox-announce-secret',
    PRESTASHOP_URL: `http://127.0.0.1:${ports.prestashop}`,
    PRESTASHOP_KEY: sandboxKey,
    PRESTASHOP_ANNOUNCE_SECRET: 'sandbox-announce-secret',
    STRIPE_API_URL: `http://127.0.0.1:${ports.stripe}`,
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
    MEXAL_URL: `http://127.0.0.1:${ports.mexal}/webapi`,
    MEXAL_USER: 'sandbox',
    MEXAL_PASSWORD: 'sandbox-password',
    EXCHANGE_FOLDER: join(files, 'documents'),
    EXCHANGE_PAYMENTS: join(files, 'payments.csv'),
  };
}

/** Writes the file `environment` for a shell to read, so that other commands (`incasso check`) speak to this world. */
export async function writeEnvironment(folder: string, env: Record<string, string>): Promise<void> {
  const lines = Object.entries(env).map(([name, value]) => `${name}='${value}'\n`);
  await writeFile(join(folder, 'environment'), lines.join(''), { mode: 0o600 });
}
