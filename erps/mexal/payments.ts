import type { ErpPayment } from '../../domain/schemas/document.ts';
import { unknownPayment } from '../writing.ts';
import type { MexalClient } from './client.ts';
import { paymentOf } from './mapping.ts';
import { PaymentRead } from './wire.ts';

export interface Payments {
  /** The table as it is now. */
  list(): Promise<ErpPayment[]>;
  /** Throws ERP_PAYMENT_UNKNOWN, with those that there are, for a payment that is not in the table. */
  mustExist(id: string): Promise<void>;
}

/** The ERP's payment table: remembered, and read again for a payment that is not in it, which may have been coded just now. */
export function payments(client: MexalClient, thisYear: () => number): Payments {
  let remembered = new Set<string>();

  const list = async (): Promise<ErpPayment[]> => {
    const target = { what: 'list of payments', path: 'dati-generali/pagamenti', year: thisYear() };
    const table = (await client.readAll(target, PaymentRead)).map(paymentOf);
    remembered = new Set(table.map(({ id }) => id));
    return table;
  };

  return {
    list,
    async mustExist(id) {
      if (remembered.has(id)) return;
      const table = await list();
      if (remembered.has(id)) return;
      throw unknownPayment(id, table);
    },
  };
}
