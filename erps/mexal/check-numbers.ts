import { z } from 'zod';
import { bad, type Finding, good } from '../../domain/finding.ts';
import type { MexalSettings } from './settings.ts';

const Named = z.object({
  id: z.int(),
  descrizione: z.string().default(''),
  annullato: z.string().default(''),
});
export const Series = z.object({ sigla_documento: z.string(), serie_massima: z.int() });

/** A number that the settings name, and where. */
interface Used {
  id: number;
  setting: string;
}

export const kindsOf = (kind: MexalSettings['document']['kind']): string[] =>
  kind === 'by-customer' ? ['OC', 'OX'] : [kind];

/** Reads one of Mexal's general tables. */
export type Table = <T extends z.ZodType>(name: string, row: T) => Promise<z.output<T>[]>;

/** Whether the series and other numbers that documents of all shops are written with are in Mexal. */
export function checkNumbers(settings: MexalSettings, table: Table) {
  const { document } = settings;

  /** The numbers that this setting has for all shops and for single ones, each once. */
  const used = (setting: 'series' | 'warehouse' | 'causale' | 'costCentre'): Used[] => {
    const all: { id?: number; setting: string }[] = [
      { id: document[setting], setting: `document.${setting}` },
      ...Object.entries(settings.shops).map(([shop, own]) => ({
        id: own[setting],
        setting: `shops.${shop}.${setting}`,
      })),
      ...(setting === 'warehouse' ? [{ id: settings.warehouse, setting: 'warehouse' }] : []),
    ];
    const numbers = all.filter((one): one is Used => one.id !== undefined);
    return numbers.filter(({ id }, index) => numbers.findIndex((one) => one.id === id) === index);
  };

  const series = async (): Promise<Finding[]> => {
    const kinds = kindsOf(document.kind);
    const known = await table('serie-documenti', Series);
    const mostOf = (kind: string) =>
      known.find(({ sigla_documento }) => sigla_documento.trim() === kind)?.serie_massima ?? 0;
    return used('series').flatMap(({ id, setting }) =>
      kinds.map((kind) => {
        const subject = `series ${id} of ${kind}`;
        return id <= mostOf(kind)
          ? good(subject, 'is there')
          : bad(
              subject,
              `${kind} has series up to ${mostOf(kind)}`,
              `Add the series in Mexal, or correct ${setting}.`,
            );
      }),
    );
  };

  /** Numbers of the settings that have to be in a general table. */
  const numbered = async (subject: string, name: string, wanted: Used[]) => {
    if (wanted.length === 0) return [];
    const known = await table(name, Named);
    return wanted.map(({ id, setting }): Finding => {
      const row = known.find((entry) => entry.id === id);
      if (!row) return bad(`${subject} ${id}`, 'is not in Mexal', `Correct ${setting}.`);
      if (row.annullato === 'S')
        return bad(
          `${subject} ${id}`,
          `"${row.descrizione}" is annulled in Mexal`,
          `Choose another ${subject}.`,
        );
      return good(`${subject} ${id}`, row.descrizione);
    });
  };

  return {
    series,
    warehouses: () => numbered('warehouse', 'magazzini', used('warehouse')),
    causali: () => numbered('causale', 'causali-movimenti', used('causale')),
    costCentres: () => numbered('cost centre', 'centri-costo-ricavo', used('costCentre')),
  };
}
