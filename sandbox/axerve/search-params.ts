import type { Result, Wire } from './books.ts';
import { AxerveError } from './errors.ts';
import { type Ids, readObject, text, texts } from './params.ts';
import { dayNumber } from './time.ts';

const RESULTS: Record<string, Result> = {
  UNSUBMITTED: 'UNSUBMITTED',
  WAITING: 'WAITING',
  PENDING: 'XX',
  XX: 'XX',
  APPROVED: 'OK',
  OK: 'OK',
  DECLINED: 'KO',
  KO: 'KO',
};
const EVENT_TYPES = ['AUT', 'CAN', 'MOV', 'PRE', 'REQ', 'STO'];
const CHARGEBACKS = ['ALL', 'OPEN', 'CLOSE', 'CLOSE WITH CHARGE'];
const SPAN = ['type', 'from', 'to', 'lastNDays', 'includeToday'];
/** The documents have more fields; those that this sandbox can't search by are refused like unknown ones. */
const FIELDS =
  `shopLogin dateFrom dateTo lastNDays currency bankTransactionID shopTransactionID transactionErrorCode
  paymentID authorizationResult event chargeback transactionState paymentMethod customFields rangeResults`.split(
    /\s+/,
  );
/** [INF] Rows of an answer where no range is asked for, and the most that one can have. */
const ROWS = 20;
const MOST_ROWS = 100;

/** A range of days since 1970, both ends included, or the last `lastNDays` days. */
export interface Span {
  from?: number;
  to?: number;
  lastNDays?: number;
  includeToday: boolean;
}

/** The body of dashboard/search as it was read. */
export interface Search {
  span: Span;
  ids: Ids;
  currency?: string[];
  results?: Result[];
  states?: string[];
  paymentTypes?: string[];
  errorCode?: string;
  customFields: [string, string][];
  event?: Span & { type: string };
  chargeback?: Span & { type: string };
  /** The first row and the last, from 1. */
  range: [number, number];
}

/** The body of dashboard/search; an empty text says nothing. */
export function readSearch(input: unknown): Search {
  const body = readObject(input, FIELDS);
  const span = { from: readDay(body, 'dateFrom'), to: readDay(body, 'dateTo') };
  return {
    span: { ...span, lastNDays: readDays(body), includeToday: true },
    ids: {
      paymentID: text(body, 'paymentID', 50),
      shopTransactionID: text(body, 'shopTransactionID', 50),
      bankTransactionID: text(body, 'bankTransactionID', 50),
    },
    currency: texts(body, 'currency', '1111'),
    results: texts(body, 'authorizationResult', '1414', Object.keys(RESULTS))?.map(
      (word) => RESULTS[word] ?? 'UNSUBMITTED',
    ),
    states: texts(body, 'transactionState', '1418', EVENT_TYPES),
    paymentTypes: readMethods(body.paymentMethod),
    errorCode: text(body, 'transactionErrorCode', 10),
    customFields: readCustomFields(body.customFields),
    event: readSpan(body.event, EVENT_TYPES, '1420', '1416'),
    chargeback: readSpan(body.chargeback, CHARGEBACKS, '1421', '1419'),
    range: readRange(text(body, 'rangeResults', 20)),
  };
}

function readSpan(input: unknown, types: string[], missing: string, wrong: string): Search['event'] {
  if (input === undefined) return undefined;
  const from = readObject(input, SPAN);
  const type = text(from, 'type', 30);
  const rest = { from: readDay(from, 'from'), to: readDay(from, 'to'), lastNDays: readDays(from) };
  const includeToday = (text(from, 'includeToday', 5, '1417') ?? 'false').toLowerCase();
  if (type === undefined) {
    if (Object.values(rest).every((value) => value === undefined)) return undefined;
    throw new AxerveError(missing);
  }
  if (!types.includes(type)) throw new AxerveError(wrong);
  if (includeToday !== 'true' && includeToday !== 'false') throw new AxerveError('1417');
  return { type, ...rest, includeToday: includeToday === 'true' };
}

function readDay(from: Wire, name: string): number | undefined {
  const value = text(from, name, 10, '1410');
  if (value === undefined) return undefined;
  const number = dayNumber(value);
  if (number === undefined) throw new AxerveError('1410');
  return number;
}

function readDays(from: Wire): number | undefined {
  const value = text(from, 'lastNDays', 5, '1411');
  if (value !== undefined && !/^\d+$/.test(value)) throw new AxerveError('1411');
  return value === undefined ? undefined : Number(value);
}

function readMethods(input: unknown): string[] | undefined {
  if (input === undefined) return undefined;
  if (!Array.isArray(input)) throw new AxerveError('1173');
  const types = input
    .map((item) => text(readObject(item, ['paymentType', 'name']), 'paymentType', 30, '1403'))
    .filter((type) => type !== undefined);
  return types.length === 0 ? undefined : types;
}

function readCustomFields(input: unknown): [string, string][] {
  if (input === undefined) return [];
  if (!Array.isArray(input)) throw new AxerveError('1173');
  return input
    .flatMap((item: unknown) => {
      if (typeof item !== 'object' || item === null) throw new AxerveError('1173');
      return Object.entries(item as Record<string, string>);
    })
    .filter(([key, value]) => key !== '' && value !== '');
}

function readRange(value: string | undefined): [number, number] {
  if (value === undefined) return [1, ROWS];
  const [, first = '', last = ''] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  const range: [number, number] = [Number(first), Number(last)];
  if (first === '' || range[0] < 1 || range[1] < range[0] || range[1] - range[0] >= MOST_ROWS)
    throw new AxerveError('1425');
  return range;
}
