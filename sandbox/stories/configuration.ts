import { Config } from '../../config/schema.ts';
import { HOLDING_SHOP } from '../axerve/system.ts';

/** How both shops call the payment method whose money Axerve holds. */
export const HELD_METHOD = 'axerve_held';

/** The demo's windows, so short that a person can watch; and what its incasso.yaml leaves out: deposits, and a shop at Axerve that holds money. */
export function shortened(config: Config): void {
  config.windows.verify = [500, 2_000, 10_000];
  config.windows.catchUp = 2_000;
  config.deposits = Config.shape.deposits.parse({
    key: 'sandbox-key-of-deposits-32-letters',
    document: { erp: 'gestionale', article: 'ACCONTO', erpPayment: '3', taxRate: 22 },
  });
  // An order that is announced comes first; the others are found a second later.
  for (const settings of Object.values(config.shops))
    Object.assign(settings.import, { enabled: true, every: 500, delay: 1_000 });
  for (const settings of Object.values(config.erp))
    Object.assign(settings, { serverLimit: 2_000, refresh: 1_000 });
  withHoldingShop(config);
}

/** Whether Axerve holds money is a setting of the shop there: the merchant has a second one, and a payment method for it. */
function withHoldingShop({ gateways, mapping }: Config): void {
  const { axerve } = gateways;
  if (axerve?.kind !== 'axerve') throw new Error('the demo has a gateway "axerve"');
  gateways['axerve-held'] = { ...axerve, ...HOLDING_SHOP, shopCapture: 'separated' };
  const usual = mapping.payments.find(({ collect }) => collect === 'axerve');
  if (!usual) throw new Error('the demo has a payment method for Axerve');
  mapping.payments.push({ ...usual, method: HELD_METHOD, collect: 'axerve-held', capture: 'onShipment' });
}
