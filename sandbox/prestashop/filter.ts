import { type Field, type Row, type Value, zero } from './fields.ts';

/** Whether a value passes a filter. */
export type Condition = (value: Value) => boolean;

/**
 * The condition that SQLUtils::getSQLRetrieveFilter makes of a filter's text (before 8: WebserviceRequest's own method);
 * undefined where it makes none and everything is shown: so for `>=[x]` and `<=[x]` (`orEqualIgnored`). `numbersLike`: a bare
 * number is compared with LIKE (1.7), later with =.
 */
export function condition(
  field: Field,
  text: string,
  { numbersLike, orEqualIgnored }: { numbersLike: boolean; orEqualIgnored: boolean },
): Condition | undefined {
  const compare = comparison(field);
  const [, before, inside = '', after] = /^(.*)\[(.*)\](.*)$/s.exec(text) ?? [];
  if (before === undefined) {
    const number = text.trim() !== '' && !Number.isNaN(Number(text));
    return numbersLike && number ? like(text) : (value) => compare(value, text) === 0;
  }
  if (before === '%' || after === '%') return like(`${before}${inside}${after}`);
  if (before === '' && after === '') return bracketed(compare, inside);
  if (before === '>') return (value) => compare(value, inside) > 0;
  if (before === '<') return (value) => compare(value, inside) < 0;
  if (before === '>=' && !orEqualIgnored) return (value) => compare(value, inside) >= 0;
  if (before === '<=' && !orEqualIgnored) return (value) => compare(value, inside) <= 0;
  if (before === '!') {
    const values = inside.split('|');
    return (value) => values.every((other) => compare(value, other) !== 0);
  }
  return undefined;
}

function bracketed(compare: Compare, inside: string): Condition {
  if (inside.indexOf('|') > 0) {
    const values = inside.split('|');
    return (value) => values.some((other) => compare(value, other) === 0);
  }
  // Two numbers or dates are a range in whichever order, both ends included; three are one text.
  const [, from, to] = /^([\d.:\-\s]+),([\d.:\-\s]+)$/.exec(inside) ?? [];
  if (from === undefined || to === undefined) return (value) => compare(value, inside) === 0;
  const numbers = [from, to].map(Number);
  const ordered = numbers.some(Number.isNaN) ? from <= to : (numbers[0] ?? 0) <= (numbers[1] ?? 0);
  const [low, high] = ordered ? [from, to] : [to, from];
  return (value) => compare(value, low) >= 0 && compare(value, high) <= 0;
}

type Compare = (value: Value, text: string) => number;

/** How MySQL compares: numbers by value, dates as times (a day is its midnight), texts without case and accents. */
function comparison({ kind }: Field): Compare {
  const compare = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
  if (kind === 'date') return (value, text) => compare(String(value), moment(text));
  if (typeof zero(kind) === 'number' || kind === 'money' || kind === 'rate')
    return (value, text) => compare(Number(value), Number.parseFloat(text) || 0);
  return (value, text) => {
    if (typeof value !== 'object') return compare(folded(String(value)), folded(text));
    return Object.values(value).some((translation) => folded(translation) === folded(text)) ? 0 : 1;
  };
}

function moment(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text} 00:00:00`;
  return /:\d\d:/.test(text) ? text.replace('T', ' ') : `${text.replace('T', ' ')}:00`;
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

function like(pattern: string): Condition {
  const escaped = folded(pattern).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const regex = new RegExp(`^${escaped.replace(/%/g, '.*').replace(/_/g, '.')}$`, 's');
  return (value) =>
    typeof value === 'object'
      ? Object.values(value).some((translation) => regex.test(folded(translation)))
      : regex.test(folded(String(value)));
}

/** Compares two rows by a field, ascending. */
export function inOrder(field: Field, a: Row, b: Row): number {
  const [x, y] = [a[field.name] ?? '', b[field.name] ?? ''];
  if (typeof x === 'object' || typeof y === 'object') return 0;
  const number = typeof x === 'number' || field.kind === 'money' || field.kind === 'rate';
  const [left, right] = number ? [Number(x), Number(y)] : [String(x), String(y)];
  return left < right ? -1 : left > right ? 1 : 0;
}
