import type { DepositDocument } from '../../config/deposits.ts';
import { pageWindowOf } from '../../config/gateways.ts';
import { customerLabel, installationName } from '../../config/installation.ts';
import { notifyUrl } from '../../config/links.ts';
import type { Config } from '../../config/schema.ts';
import { timingOf } from '../../config/timing.ts';
import type { Books } from '../../domain/currency.ts';
import type { Timing } from '../../domain/timing.ts';
import { booksOf } from '../../erps/assessment.ts';
import type { PageWindow } from '../../gateways/kind.ts';

/** What deposits need of the configuration. */
export interface DepositsSettings {
  key: string;
  /** The installation's name. */
  installation: string;
  timingOf(gateway: string): Timing;
  /** The document that the ERP gets for a deposit that was paid, if any. */
  document?: DepositDocument & { erp: string; books: Books };
  /** For how long a gateway's page can be open, by gateway; milliseconds. */
  pageWindows: Record<string, PageWindow | undefined>;
  /** Where a gateway's notifications reach us. */
  notifyUrl(gateway: string): string;
  customerLabel(name: string): string;
}

/** Undefined where this installation takes no deposits. */
export function depositsSettings(config: Config): DepositsSettings | undefined {
  const { deposits, gateways } = config;
  if (!deposits) return undefined;
  const windows = Object.entries(gateways).map(([name, settings]) => [name, pageWindowOf(settings)]);
  const { document } = deposits;
  const erp = (document !== 'none' && document.erp) || Object.keys(config.erp)[0] || '';
  const ofErp = config.erp[erp];
  return {
    key: deposits.key,
    installation: installationName(config),
    timingOf: (gateway) => timingOf(config, { erp, gateway }),
    document: document === 'none' || !ofErp ? undefined : { ...document, erp, books: booksOf(ofErp) },
    pageWindows: Object.fromEntries(windows),
    notifyUrl: (gateway) => notifyUrl(config, gateway),
    customerLabel: (name) => customerLabel(config, name.split(/\s+/)),
  };
}
