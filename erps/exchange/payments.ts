import { parse } from 'csv-parse/sync';
import { Failure } from '../../domain/failure.ts';
import type { ErpPayment } from '../../domain/schemas/document.ts';
import { unknownPayment } from '../writing.ts';
import { fileWork, readText } from './client.ts';
import type { ExchangeSettings } from './settings.ts';

export interface Payments {
  /** The table as it is now. Throws ERP_AWAY where the file is not there, ERP_REFUSED where it can't be read. */
  list(): Promise<ErpPayment[]>;
  /** Throws ERP_PAYMENT_UNKNOWN, with those that there are, for a payment that is not in the table. */
  mustExist(id: string): Promise<void>;
}

// In the order in which they are believed: a description may have a comma in it.
const SEPARATORS = [';', '\t', '|', ','];
const TITLES = /^(id|cod|code|codice|id[ _]?pagamento|cod(ice)?[ _.]*pagamento|pagamento|payment)$/i;

/** The payment table, read from its file each time: one that was just added can be used at once. */
export function payments({ payments: file, paymentsCsv }: ExchangeSettings): Payments {
  const list = async (): Promise<ErpPayment[]> => {
    const text = await fileWork(`payment table ${file}`, () => readText(file));
    if (text === undefined) throw new Failure('ERP_AWAY', 'away', `payment table ${file}: it is not there`);
    return tableOf(text, file, paymentsCsv);
  };
  return {
    list,
    async mustExist(id) {
      const table = await list();
      if (!table.some((payment) => payment.id === id)) throw unknownPayment(id, table);
    },
  };
}

function tableOf(text: string, file: string, given: ExchangeSettings['paymentsCsv']): ErpPayment[] {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  const delimiter = given.separator ?? SEPARATORS.find((separator) => first.includes(separator)) ?? ';';
  const lines = linesOf(text, file, delimiter);
  const header = given.header ?? TITLES.test(lines[0]?.[0] ?? '');
  return lines.slice(header ? 1 : 0).map(([id = '', description = '']) => ({ id, description }));
}

function linesOf(text: string, file: string, delimiter: string): string[][] {
  try {
    const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true };
    return parse(text, { delimiter, ...options });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Failure('ERP_REFUSED', 'refused', `payment table ${file} is no CSV: ${error.message}`, {
      cause: error,
    });
  }
}
