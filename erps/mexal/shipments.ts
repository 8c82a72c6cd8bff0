import { Failure } from '../../domain/failure.ts';
import type { Shipment } from '../../domain/schemas/document.ts';
import type { MexalClient } from './client.ts';
import type { Made } from './movements.ts';
import { AccountRead, equal, ShipmentRead } from './wire.ts';

/** How goods went out, as the delivery note says it: its carrier, by the name of their account, and its tracking number. */
export function shipments(client: MexalClient) {
  const nameOf = async (code: string, year: number): Promise<string> => {
    const target = { what: `search of carrier ${code}`, path: 'conti', year };
    const search = { filters: [equal('codice', code)], fields: Object.keys(AccountRead.shape) };
    const [account] = await unlessRefused(client.readAll(target, AccountRead, search));
    return account?.ragione_sociale.trim() || code;
  };

  return async ({ sigla, serie, numero, archive }: Made): Promise<Shipment | undefined> => {
    const what = `search of ${sigla} ${serie}/${numero}`;
    const target = { what, path: 'documenti/movimenti-magazzino', year: archive };
    const filters = [equal('sigla', sigla), equal('serie', [serie]), equal('numero', [numero])];
    const fields = Object.keys(ShipmentRead.shape);
    const [note] = await unlessRefused(client.readAll(target, ShipmentRead, { filters, fields }));
    const code = note?.cod_vettore?.trim();
    const trackingNumber = note?.nr_tracking.trim();
    if (!code && !trackingNumber) return undefined;
    return {
      ...(code ? { carrier: await nameOf(code, archive) } : {}),
      ...(trackingNumber ? { trackingNumber } : {}),
    };
  };
}

// A release that has not these fields refuses the question: that the goods went out is to be told all the same.
const unlessRefused = <T>(rows: Promise<T[]>): Promise<T[]> =>
  rows.catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'ERP_REFUSED') return [];
    throw error;
  });
