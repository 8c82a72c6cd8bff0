import { isCleanHtml, purified, withoutTags } from './html.ts';
import { major, type Version } from './names.ts';

/** A value as the shop keeps it: decimals as texts of the database ("71.510000"), language fields by language id. */
export type Value = string | number | Record<string, string>;
/** A row of a table, by the names of its fields. */
export type Row = { id: number } & Record<string, Value>;

/** `money` has 6 decimals, `rate` 3, `percent` 2; `html` is a text that may have tags, `lang` a text per language. */
export type Kind =
  | 'int'
  | 'bool'
  | 'money'
  | 'rate'
  | 'percent'
  | 'string'
  | 'html'
  | 'email'
  | 'date'
  | 'lang';

/** A field of a resource. */
export interface Field {
  name: string;
  kind: Kind;
  required: boolean;
  /** The resource that its xlink:href points to. */
  xlink: string | undefined;
  /** Computed when it is read (notFilterable on the wire). */
  dynamic: boolean;
  maxSize: number | undefined;
  /** The first and the last major version that have it. */
  since: number;
  until: number;
}

/** A date that is not set. */
export const NO_DATE = '0000-00-00 00:00:00';

const KINDS: Record<string, Kind> = {
  int: 'int',
  bool: 'bool',
  money: 'money',
  rate: 'rate',
  percent: 'percent',
  string: 'string',
  html: 'html',
  email: 'email',
  date: 'date',
  lang: 'lang',
};

/**
 * Reads fields written as `name:kind`, followed by marks: a maximal size, `!` required, `>` the linked
 * resource, `~` dynamic, `@` the first and `-` the last major version. "reference:string9!", "id_customer:int!>customers", "note:string@8",
 * "symbol:string~-1" (1.7 and no other).
 */
export function fields(text: string): Field[] {
  return text
    .trim()
    .split(/\s+/)
    .map((token) => {
      const match = /^(\w+):([a-z]+)(\d*)(!?)(?:>(\w+))?(~?)(?:@(\d))?(?:-(\d))?$/.exec(token);
      const kind = KINDS[match?.[2] ?? ''];
      if (!match?.[1] || !kind) throw new Error(`"${token}" is no field`);
      return {
        name: match[1],
        kind,
        required: match[4] === '!',
        xlink: match[5],
        dynamic: match[6] === '~',
        maxSize: match[3] ? Number(match[3]) : undefined,
        since: Number(match[7] ?? 1),
        until: Number(match[8] ?? 9),
      };
    });
}

/** The database's value where nothing was given: PrestaShop writes no NULL (ObjectModel::update, $null_values false). */
export function zero(kind: Kind): Value {
  switch (kind) {
    case 'int':
    case 'bool':
      return 0;
    case 'money':
      return '0.000000';
    case 'rate':
      return '0.000';
    case 'percent':
      return '0.00';
    case 'string':
    case 'html':
    case 'email':
      return '';
    case 'date':
      return NO_DATE;
    case 'lang':
      return {};
    default:
      throw new Error(`no such kind: ${kind satisfies never}`);
  }
}

/** A request's text as the database keeps it. HTML is purified since 8, before that its tags are stripped (recorded in 8.2 and 9.1). */
export function stored(kind: Kind, text: string, version: Version): Value {
  switch (kind) {
    case 'int':
      return Number.parseInt(text, 10) || 0;
    case 'bool':
      return text === '' || text === '0' ? 0 : 1;
    case 'money':
      return (Number(text) || 0).toFixed(6);
    case 'rate':
      return (Number(text) || 0).toFixed(3);
    case 'percent':
      return (Number(text) || 0).toFixed(2);
    case 'date':
      return text === '' ? NO_DATE : text.length === 10 ? `${text} 00:00:00` : text;
    case 'html':
      return major(version) >= 8 ? purified(text) : withoutTags(text);
    case 'string':
    case 'email':
      return withoutTags(text);
    case 'lang':
      return text;
    default:
      throw new Error(`no such kind: ${kind satisfies never}`);
  }
}

const VALID: Partial<Record<Kind, RegExp>> = {
  int: /^\d+$/,
  bool: /^[01]$/,
  money: /^-?\d{1,10}(\.\d{1,9})?$/,
  rate: /^-?\d+(\.\d+)?$/,
  percent: /^-?\d+(\.\d+)?$/,
  email: /^[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)*$/,
  date: /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/,
};

/** The error of ObjectModel::validateField, undefined where the text is right. Empty texts are only checked for presence. */
export function complaint(
  className: string,
  field: Field,
  text: string,
  version: Version,
): string | undefined {
  // 8.2 escapes the name within the sentence.
  const property = `${className}${version === '8' ? '-&gt;' : '->'}${field.name}`;
  if (field.required && text === '') return `Property ${property} is empty.`;
  if (field.maxSize !== undefined && text.length > field.maxSize)
    return `The length of property ${property} is currently ${text.length} chars. It must be between 0 and ${field.maxSize} chars.`;
  const valid = field.kind === 'html' ? isCleanHtml(text, version) : VALID[field.kind]?.test(text) !== false;
  if (text === '' || text === '0' || valid) return undefined;
  return `Property ${property} is not valid`;
}
