import { unknownPayments } from '../domain/mapping.ts';
import type { ErpPayment } from '../domain/schemas/document.ts';
import type { PaymentMapping } from '../domain/schemas/mapping.ts';
import type { Erp } from '../erps/erp.ts';
import { sorted } from './failures.ts';

/** What one look at an ERP came to. */
export interface ErpLook {
  payments: ErpPayment[];
  /** Lines of the mapping that name a payment which the ERP does not have. */
  unknown: string[];
  /** When to look again, by the configuration of now; milliseconds. */
  everyMs: number;
}

export interface ErpDeskActivities {
  /** Reads the payment table, and compares the mapping with it. */
  readErp(): Promise<ErpLook>;
  /** Tries the login again by one call, after somebody mended it; documents are written again from then on. */
  openErp(): Promise<void>;
}

/** `reopened` is called once the ERP lets us in again. */
export function erpDeskActivities(
  erp: Erp,
  mapping: PaymentMapping[],
  everyMs: number,
  reopened: () => Promise<void>,
): ErpDeskActivities {
  return {
    readErp: () =>
      sorted('looks-first', async () => {
        const payments = await erp.listPayments();
        return { payments, unknown: unknownPayments(mapping, payments), everyMs };
      }),
    openErp: () =>
      sorted('looks-first', async () => {
        erp.login?.again();
        await erp.listPayments();
        await reopened();
      }),
  };
}
