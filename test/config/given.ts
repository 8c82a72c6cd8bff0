import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { Failure } from '../../domain/failure.ts';

export const demoFile = fileURLToPath(new URL('../../incasso.yaml', import.meta.url));
export const demo = readFileSync(demoFile, 'utf8');

/** Every variable of the demo's file. */
export const env: Record<string, string> = {
  INCASSO_PUBLIC_URL: 'https://pay.example.com',
  INCASSO_CHECKOUT_SECRET: 'checkout-secret-of-32-characters-at-least',
  MAGENTO_URL: 'https://shop.example.com',
  MAGENTO_ACCESS_TOKEN: 'magento-access-token-value',
  MAGENTO_ANNOUNCE_SECRET: 'magento-announce-secret-value',
  PRESTASHOP_URL: 'https://presta.example.com',
  PRESTASHOP_KEY: 'PRESTASHOP-KEY-VALUE-OF-32-CHARS',
  PRESTASHOP_ANNOUNCE_SECRET: 'prestashop-announce-secret-value',
  STRIPE_SECRET_KEY: 'sk_test_secret-key-value',
  STRIPE_WEBHOOK_SECRET: 'whsec_webhook-secret-value',
  STRIPE_API_URL: 'http://127.0.0.1:12111',
  PAYPAL_API_URL: 'http://127.0.0.1:12112',
  PAYPAL_CLIENT_ID: 'paypal-client-id',
  PAYPAL_CLIENT_SECRET: 'paypal-client-secret-value',
  PAYPAL_WEBHOOK_ID: '8PT597110X687430LKGECATA',
  PAYPAL_CERTIFICATE_AUTHORITY: rootCertificates[0] ?? '',
  AXERVE_API_URL: 'http://127.0.0.1:12113',
  AXERVE_SHOP_LOGIN: 'GESPAY00001',
  AXERVE_API_KEY: 'axerve-api-key-value',
  SKRILL_API_URL: 'http://127.0.0.1:12114',
  SKRILL_EMAIL: 'shop@example.it',
  SKRILL_MERCHANT_ID: '100005',
  SKRILL_API_PASSWORD: 'skrill-api-password-value',
  SKRILL_SECRET_WORD: 'skrillword',
  IWSMILE_API_URL: 'http://127.0.0.1:12115',
  IWSMILE_ACCOUNT: '71000001',
  IWSMILE_MERCHANT_KEY: '5a'.repeat(32),
  MEXAL_URL: 'https://mexal.example.com/webapi',
  MEXAL_USER: 'mexal-user',
  MEXAL_PASSWORD: 'mexal-password-value',
  EXCHANGE_FOLDER: '/mnt/exchange/documents',
  EXCHANGE_PAYMENTS: '/mnt/exchange/payments.csv',
};

/** The demo's file with `from` written as `to`; `from` has to be in it. */
export function changed(from: string, to: string, text = demo): string {
  if (!text.includes(from)) throw new Error(`incasso.yaml has no "${from}"`);
  return text.replace(from, () => to);
}

/** Loads a text as if it were incasso.yaml. */
export function load(text: string, environment: Env = env): Config {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  const file = join(folder, 'incasso.yaml');
  try {
    writeFileSync(file, text);
    return loadConfig(file, environment);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, error.kind, error.message.replaceAll(file, 'incasso.yaml'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The code and the lines of the failure with which a text is refused. */
export function refusal(text: string, environment: Env = env): { code: string; lines: string[] } {
  try {
    load(text, environment);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const [, ...lines] = error.message.split('\n');
    return { code: error.code, lines: lines.map((line) => line.trim()) };
  }
  throw new Error('the text was accepted');
}
