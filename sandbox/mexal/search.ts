import { businessError, unknownField } from './errors.ts';
import { emptyOf, type Field, type Fields, type Rec, type Scalar } from './fields.ts';

const comparisons = {
  '=': (a: Scalar, b: Scalar) => a === b,
  '<>': (a: Scalar, b: Scalar) => a !== b,
  '>': (a: Scalar, b: Scalar) => a > b,
  '<': (a: Scalar, b: Scalar) => a < b,
  '>=': (a: Scalar, b: Scalar) => a >= b,
  '<=': (a: Scalar, b: Scalar) => a <= b,
  contiene: (a: Scalar, b: Scalar) => String(a).includes(String(b)),
  inizia_per: (a: Scalar, b: Scalar) => String(a).startsWith(String(b)),
};
type Condition = keyof typeof comparisons;

interface Filter {
  field: Field;
  condition: Condition;
  values: Scalar[];
  caseInsensitive: boolean;
  index?: number;
}

const known = new Set(['campo', 'condizione', 'valore', 'case_insensitive', 'indice1', 'indice2']);

/** The body of `/ricerca` as a test of records: all filters have to hold; of an array of values, one. */
export function searchTest(fields: Fields, body: unknown): (record: Rec) => boolean {
  const { filtri, ...others } = asObject(body, 'Corpo della richiesta non valido');
  const other = Object.keys(others)[0];
  if (other) throw unknownField(other);
  if (!Array.isArray(filtri) || filtri.length === 0) throw businessError("Campo 'filtri' obbligatorio");
  const filters = filtri.map((filter) => parseFilter(fields, filter));
  return (record) => filters.every((filter) => holds(filter, record));
}

function asObject(value: unknown, text: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw businessError(text);
  return value as Record<string, unknown>;
}

function parseFilter(fields: Fields, raw: unknown): Filter {
  const filter = asObject(raw, 'Filtro non valido');
  for (const name of Object.keys(filter)) if (!known.has(name)) throw unknownField(name);
  const field = fields.get(String(filter.campo));
  if (!field) throw unknownField(String(filter.campo));
  const condition = String(filter.condizione);
  if (!Object.hasOwn(comparisons, condition)) throw businessError(`Condizione '${condition}' non valida`);
  const values = Array.isArray(filter.valore) ? filter.valore : [filter.valore];
  if (values.length === 0) throw businessError(`Valore del filtro su '${field.name}' obbligatorio`);
  if (filter.case_insensitive !== undefined && typeof filter.case_insensitive !== 'boolean')
    throw businessError("Valore di 'case_insensitive' non valido");
  return {
    field,
    condition: condition as Condition,
    values: values.map((value) => comparable(field, value)),
    caseInsensitive: filter.case_insensitive === true,
    ...indexOf(filter.indice1),
  };
}

function indexOf(raw: unknown): { index?: number } {
  if (raw === undefined) return {};
  if (!Number.isInteger(raw) || Number(raw) < 1) throw businessError("Valore di 'indice1' non valido");
  return { index: Number(raw) };
}

function comparable(field: Field, value: unknown): Scalar {
  const numeric = field.type === 'N' || field.type === 'D';
  if (numeric && typeof value === 'number') return value;
  if (numeric && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (!numeric && (typeof value === 'string' || typeof value === 'number')) return String(value);
  throw businessError(`Valore del filtro su '${field.name}' non valido`);
}

function holds(filter: Filter, record: Rec): boolean {
  const value = record[filter.field.name] ?? emptyOf(filter.field);
  const candidates = Array.isArray(value)
    ? value
        .filter(([index]) => filter.index === undefined || index === filter.index)
        .map((tuple) => tuple.at(-1) ?? '')
    : [value];
  const fold = (v: Scalar) => (filter.caseInsensitive && typeof v === 'string' ? v.toLowerCase() : v);
  return candidates.some((candidate) =>
    filter.values.some((wanted) => comparisons[filter.condition](fold(candidate), fold(wanted))),
  );
}
