import { z } from 'zod';
import { createAlertChannels } from '../../alerts/index.ts';
import { AlertSettings } from '../../alerts/settings.ts';
import { checkApi } from '../../cli/api.ts';
import type { Config } from '../../config/schema.ts';
import type { Finding } from '../../domain/finding.ts';
import { Lease } from '../../erps/lease.ts';
import { Login } from '../../erps/login.ts';
import { mexalClient } from '../../erps/mexal/client.ts';
import { mexal } from '../../erps/mexal/index.ts';
import { stripe } from '../../gateways/stripe/index.ts';
import { magentoClient } from '../../shops/magento/client.ts';
import { magento } from '../../shops/magento/index.ts';
import { prestashopClient } from '../../shops/prestashop/client.ts';
import { prestashop } from '../../shops/prestashop/index.ts';
import { anAlert } from '../alerts/fake-receivers.ts';
import { given } from '../erps/mexal-given.ts';
import { aRequest, PAYMENT_ID } from '../gateways/stripe-given.ts';
import { markerKey } from '../shops/given.ts';

/** What a connector does at an address: something that only reads, something that writes, and what `incasso check` asks. */
export interface Caller {
  /** The prefix of its failures: SHOP gives SHOP_AWAY. */
  side: 'SHOP' | 'GATEWAY' | 'ERP';
  reads(): Promise<unknown>;
  writes(content?: string): Promise<unknown>;
  checks(): Promise<Finding[]>;
}

const auth = { kind: 'bearer', accessToken: 'sandbox-access-token' };
const target = { what: 'document 7', path: 'documenti/ordini-clienti', year: 2026 };
const keys = {
  environment: 'test',
  secretKey: 'sk_test_1',
  webhookSecret: 'whsec_1',
};

/** Every connector that calls, at an address of a test's own. */
export const callers: Record<string, (url: string, timeout: number) => Caller> = {
  magento: (url, timeout) => {
    const settings = magento.settings.parse({ url, timeout, auth });
    const client = magentoClient(settings);
    return {
      side: 'SHOP',
      reads: () => client.get('order 7', '/orders/7'),
      writes: (content) => client.post('order 7', '/order/7/invoice', { content }),
      checks: () => magento.create('shop', settings, markerKey).check(),
    };
  },
  prestashop: (url, timeout) => {
    const settings = prestashop.settings.parse({ url, timeout, key: 'K'.repeat(32) });
    const client = prestashopClient(settings);
    return {
      side: 'SHOP',
      reads: () => client.one('order 7', 'orders', '7'),
      writes: (content = '') => client.create('order 7', 'customer_messages', { message: content }),
      checks: () => prestashop.create('shop', settings, markerKey).check(),
    };
  },
  stripe: (apiUrl, timeout) => {
    const gateway = stripe.create(
      'cards',
      stripe.settings.parse({ ...keys, apiUrl, timeout }),
      'pay.example',
    );
    return {
      side: 'GATEWAY',
      reads: () => gateway.inquire(PAYMENT_ID, 'cs_test_7'),
      writes: (content = '') =>
        gateway.openPage(aRequest({ backUrl: `https://shop.example/${content}` }), 'key-1'),
      checks: () => gateway.check(['https://pay.example.it/webhooks']),
    };
  },
  mexal: (url, timeout) => {
    const settings = mexal.settings.parse({ ...given, url, timeout });
    const client = mexalClient(settings, new Login(), new Lease());
    return {
      side: 'ERP',
      reads: () => client.readAll(target, z.object({}), { filters: [], fields: ['numero'] }),
      writes: (nota) => client.create(target, { nota }),
      checks: () => mexal.create('mexal', settings).check(),
    };
  },
};

/** Other callers: the alert channels, and the check of our own address. */
export const postedAlert = (url: string, timeout: number): Promise<string> =>
  createAlertChannels(AlertSettings.parse({ url, timeout: `${timeout}ms` })).post?.(anAlert()) ??
  Promise.reject(new Error('no such channel'));

export const mailedAlert = (port: number, timeout: number): Promise<string> => {
  const smtp = { host: '127.0.0.1', port, secure: false };
  const mail = { smtp, from: 'incasso@example.it', to: ['anna@example.it'] };
  return (
    createAlertChannels(AlertSettings.parse({ mail, timeout: `${timeout}ms` })).mail?.(anAlert()) ??
    Promise.reject(new Error('no such channel'))
  );
};

export const ownAddress = (publicUrl: string): Promise<Finding[]> =>
  checkApi({ api: { publicUrl } } as Config);
