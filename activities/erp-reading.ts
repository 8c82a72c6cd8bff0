import { unknownPayments } from '../domain/mapping.ts';
import type { ErpPayment } from '../domain/schemas/document.ts';
import type { PaymentMapping } from '../domain/schemas/mapping.ts';
import type { Erp } from '../erps/erp.ts';
import { sorted } from './failures.ts';
import type { Orders } from './import.ts';

/** What one look at an ERP came to. */
export interface ErpLook {
  payments: ErpPayment[];
  /** Lines of the mapping that name a payment which the ERP does not have. */
  unknown: string[];
  /** Until when changes of documents were heard; UTC, ISO 8601. */
  changesUntil: string;
  /** How many changes were told to orders. */
  told: number;
  /** When to look again, by the configuration of now; milliseconds. */
  everyMs: number;
}

export interface ErpReadingActivities {
  /** Reads the payment table and compares the mapping with it; tells orders what became of their documents. */
  readErp(changesSince: string): Promise<ErpLook>;
  /** Tries the login again by one call, after somebody mended it; documents are written again from then on. */
  openErp(): Promise<void>;
}

/** What the configuration says of one ERP. */
export interface ErpSettings {
  /** The lines of the mapping that concern it. */
  mapping: PaymentMapping[];
  /** The shops whose orders are written there. */
  shops: string[];
  everyMs: number;
  /** How many calls it takes at once. */
  atOnce: number;
}

/** `reopened` is called once the ERP lets us in again. */
export function erpReadingActivities(
  erp: Erp,
  orders: Pick<Orders, 'followed' | 'tellDocument'>,
  { mapping, shops, everyMs }: ErpSettings,
  reopened: () => Promise<void>,
): ErpReadingActivities {
  return {
    readErp: (changesSince) =>
      // A change that was told before a failure is told again: the order knows it already.
      sorted('looks-first', async () => {
        const payments = await erp.listPayments();
        let changesUntil: string | undefined;
        let told = 0;
        for await (const followed of orders.followed(shops)) {
          const { changes, until } = await erp.changedSince(changesSince, followed);
          for (const change of changes) await orders.tellDocument(change);
          told += changes.length;
          // The first part's time counts: what is stored while later parts are read is found next time.
          changesUntil ??= until;
        }
        const unknown = unknownPayments(mapping, payments);
        return { payments, unknown, changesUntil: changesUntil ?? changesSince, told, everyMs };
      }),
    openErp: () =>
      sorted('looks-first', async () => {
        erp.login?.again();
        await erp.listPayments();
        await reopened();
      }),
  };
}
