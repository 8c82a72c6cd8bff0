import { Failure } from '../../domain/failure.ts';
import type { ErpPayment } from '../../domain/schemas/document.ts';
import type { MexalClient } from './client.ts';
import { paymentOf } from './mapping.ts';
import { PaymentRead } from './wire.ts';

// Tables of hundreds of payments exist: enough to see what is meant.
const LISTED = 40;

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
      const known = table.slice(0, LISTED).map((payment) => `${payment.id} ${payment.description}`);
      const more = table.length > LISTED ? ` and ${table.length - LISTED} more` : '';
      throw new Failure(
        'ERP_PAYMENT_UNKNOWN',
        'refused',
        `the ERP has no payment ${id}; it has ${known.join(', ') || 'none'}${more}`,
      );
    },
  };
}
