import { businessError, unknownField } from './errors.ts';
import { tables } from './tables.ts';

/** A single value of a field. */
export type Scalar = string | number;
/** A scalar, or a matrix of `[index, value]` (in a full document's rows also `[row, index, value]`). */
export type Value = Scalar | Scalar[][];
/** A record by the names of its fields. */
export type Rec = Record<string, Value>;

/** A declared field; `size`: how many values its matrix can have. */
export interface Field {
  name: string;
  /** A: text, N: integer, D: decimal, T: "AAAAMMGG HHMMSS", X: text or number (of undeclared fields). */
  type: string;
  size?: number;
  /** Whether it can be sent as a scalar and as a matrix. */
  loose: boolean;
  key: boolean;
  alwaysOnPut: boolean;
  readOnly: boolean;
}
/** A collection's fields by name. */
export type Fields = Map<string, Field>;

const token = /^(\w+)([*!~]*):([ANDTX])(?:\[(\d+)\])?(\?)?$/;

function parse(table: string): Fields {
  const fields: Fields = new Map();
  for (const word of table.trim().split(/\s+/)) {
    const [, name, marks, type, size, loose] = token.exec(word) ?? [];
    if (!name || !type) throw new Error(`bad field in the tables: ${word}`);
    fields.set(name, {
      name,
      type,
      ...(size ? { size: Number(size) } : {}),
      loose: loose === '?',
      key: marks?.includes('*') ?? false,
      alwaysOnPut: marks?.includes('!') ?? false,
      readOnly: marks?.includes('~') ?? false,
    });
  }
  return fields;
}

/** The declared fields of every collection. */
export const declared = Object.fromEntries(
  Object.entries(tables).map(([name, table]) => [name, parse(table)]),
) as Record<keyof typeof tables, Fields>;

/** A full document's row arrays: the rows' fields that the header lacks, and undeclared ones that clients send. */
export const rowArrays: Fields = new Map([
  ...[...declared.rows].filter(([name]) => !declared.orders.has(name)),
  ...declared.undeclaredRows,
]);

/** The fields of a single document that is read. */
export const wholeOrder: Fields = new Map([...declared.orders, ...declared.readOnlyOrders, ...rowArrays]);

/** The value; throws unless its JSON type is the field's. `where` is the end of the text: " (riga 2)". */
export function checkScalar(field: Field, value: unknown, where = ''): Scalar {
  const good =
    field.type === 'A'
      ? typeof value === 'string'
      : field.type === 'T'
        ? typeof value === 'string' && /^(\d{8} \d{6})?$/.test(value)
        : field.type === 'N'
          ? Number.isSafeInteger(value)
          : field.type === 'D'
            ? Number.isFinite(value)
            : typeof value === 'string' || Number.isFinite(value);
  if (!good) throw businessError(`Valore del campo '${field.name}' non valido${where}`);
  return value as Scalar;
}

function checkMatrix(field: Field, value: unknown): Scalar[][] {
  const wrong = () => businessError(`Formato del campo '${field.name}' non valido`);
  if (!Array.isArray(value)) throw wrong();
  const seen = new Set<number>();
  return value.map((pair: unknown) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw wrong();
    const [index, item] = pair as [unknown, unknown];
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 1 || index > (field.size ?? 1))
      throw businessError(`Indice del campo '${field.name}' non valido`);
    if (seen.has(index)) throw businessError(`Indice ${index} del campo '${field.name}' ripetuto`);
    seen.add(index);
    return [index, checkScalar(field, item)];
  });
}

function checkValue(field: Field, value: unknown): Value {
  if (field.size === undefined) return checkScalar(field, value);
  if (!field.loose) return checkMatrix(field, value);
  if (!Array.isArray(value)) return checkScalar(field, value);
  const matrix = checkMatrix(field, value);
  return field.size === 1 ? (matrix[0]?.[1] ?? emptyOf(field)) : matrix;
}

/** The record of a body; throws where a field is unknown or has the wrong type. Read-only fields and those of `except` are left out. */
export function checkRecord(fields: Fields, body: unknown, except?: Fields): Rec {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw businessError('Corpo della richiesta non valido');
  const record: Rec = {};
  for (const [name, value] of Object.entries(body)) {
    if (except?.has(name)) continue;
    const field = fields.get(name);
    if (!field) throw unknownField(name);
    const checked = checkValue(field, value);
    if (!field.readOnly) record[name] = checked;
  }
  return record;
}

/** Throws where one of these fields is missing or empty. */
export function requireFields(record: Rec, ...names: string[]): void {
  for (const name of names)
    if (record[name] === undefined || record[name] === '')
      throw businessError(`Campo '${name}' obbligatorio`);
}

/** What a scalar field reads as where nothing was written. */
export const emptyOf = (field: Field): Scalar => (field.type === 'N' || field.type === 'D' ? 0 : '');

/** A record as it is read: with all fields, or with those of `names`. */
export function render(fields: Fields, record: Rec, names?: string[]): Rec {
  const read: Rec = {};
  for (const name of names ?? fields.keys()) {
    const field = fields.get(name);
    if (!field) throw unknownField(name);
    read[name] = record[name] ?? (field.size === undefined || field.loose ? emptyOf(field) : []);
  }
  return read;
}
