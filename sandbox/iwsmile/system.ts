import type { GatewaySystem } from '../kit/system.ts';
import type { IwsmileBooks } from './books.ts';
import { createIwsmileSandbox, type IwsmileSandbox } from './index.ts';
import { totalOf } from './visits.ts';

const KEYS = { account: '71000001', merchantKey: '5a'.repeat(32) };

export const iwsmile: GatewaySystem<IwsmileBooks, IwsmileSandbox> = {
  title: 'IWSmile',
  port: 8010,
  about: 'payment links and callbacks',
  start: ({ port, file, mishaps, misdeliveries }) =>
    createIwsmileSandbox({
      port,
      file,
      mishaps,
      ...KEYS,
      webhookMishaps: misdeliveries?.(['lose', 'duplicate', 'delay']),
    }),
  environment: ({ url }) => ({
    IWSMILE_API_URL: url,
    IWSMILE_ACCOUNT: KEYS.account,
    IWSMILE_MERCHANT_KEY: KEYS.merchantKey,
  }),
  isCall: ({ url }) => url.startsWith('/Pagamenti/trx.check'),
  methods: { magento: 'iwsmile', prestashop: 'iwsmile' },
  // Each visit by a link begins anew, and no link grows old.
  pages: ({ visits }) =>
    Object.values(visits).map((visit) => ({
      id: visit.id,
      payment: visit.custom,
      asked: totalOf(visit),
      state: visit.paid === null ? 'open' : 'over',
    })),
  // That a callback was checked is not enough: whoever checked it may have died over it, and it comes once.
  charges: ({ charges, deliveries }) =>
    charges.map(({ id, visit, amount }) => ({
      id,
      page: visit,
      amount,
      refunded: 0,
      disputed: false,
      told: deliveries.some(({ payment, status }) => payment === id && status === 200),
    })),
  // What names a payment in its steering too.
  pageAt: (url) => new URL(url).searchParams.get('CUSTOM') ?? '',
  happens: {},
};
