import type { DepositDocument } from '../../config/deposits.ts';
import { customerLabel, installationName } from '../../config/installation.ts';
import type { Config } from '../../config/schema.ts';
import { timingOf } from '../../config/timing.ts';
import type { Books } from '../../domain/currency.ts';
import type { Timing } from '../../domain/timing.ts';
import { booksOf } from '../../erps/assessment.ts';
import { gatewayKinds } from '../../gateways/index.ts';

/** What deposits need of the configuration. */
export interface DepositsSettings {
  key: string;
  /** The installation's name. */
  installation: string;
  timing: Timing;
  /** The document that the ERP gets for a deposit that was paid, if any. */
  document?: DepositDocument & { erp: string; books: Books };
  /** For how long a gateway's page can be open, by gateway; milliseconds. */
  pageWindows: Record<string, { minMs: number; maxMs: number } | undefined>;
  customerLabel(name: string): string;
}

/** Undefined where this installation takes no deposits. */
export function depositsSettings(config: Config): DepositsSettings | undefined {
  const { deposits, gateways } = config;
  if (!deposits) return undefined;
  const windows = Object.entries(gateways).map(([name, { kind }]) => [name, gatewayKinds[kind].pageWindow]);
  const { document } = deposits;
  const erp = (document !== 'none' && document.erp) || Object.keys(config.erp)[0] || '';
  const ofErp = config.erp[erp];
  return {
    key: deposits.key,
    installation: installationName(config),
    timing: timingOf(config, undefined, erp),
    document: document === 'none' || !ofErp ? undefined : { ...document, erp, books: booksOf(ofErp) },
    pageWindows: Object.fromEntries(windows),
    customerLabel: (name) => customerLabel(config, name.split(/\s+/)),
  };
}
