import { at } from '../decode.ts';

/**
 * The value at a path of an order, "billing_address.custom_attributes.codice_fiscale". In a list of pairs,
 * `[{attribute_code, value}]`, a segment is the code of a pair. Undefined where there is nothing.
 */
export function fieldAt(raw: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (isPairs(value) ? ofPairs(value, name) : at(value, [name])), raw);
}

// A list that lacks some of its numbers is written as an object (see `phpList`).
const isPairs = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every((pair) => typeof at(pair, ['attribute_code']) === 'string');

const ofPairs = (pairs: object, code: string): unknown =>
  at(
    Object.values(pairs).find((pair) => at(pair, ['attribute_code']) === code),
    ['value'],
  );
