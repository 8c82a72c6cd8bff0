/** A value as the shop keeps it: decimals as the text its database gives ("71.510000"), language fields by language id. */
export type Value = string | number | Record<string, string>;
export type Row = { id: number } & Record<string, Value>;

/** `money` has 6 decimals, `rate` 3; `lang` is a text per language. */
export type Kind = 'int' | 'bool' | 'money' | 'rate' | 'string' | 'date' | 'lang';

export interface Field {
  name: string;
  kind: Kind;
  required: boolean;
  /** The resource that its xlink:href points to. */
  xlink: string | undefined;
  /** Computed when read (notFilterable on the wire). */
  dynamic: boolean;
  maxSize: number | undefined;
  /** The first major version that has it; 1 where all have. */
  since: number;
}

export const NO_DATE = '0000-00-00 00:00:00';

const KINDS: Record<string, Kind> = {
  int: 'int',
  bool: 'bool',
  money: 'money',
  rate: 'rate',
  string: 'string',
  date: 'date',
  lang: 'lang',
};

/**
 * Reads fields written as `name:kind`, followed by what else holds: a maximal size, `!` required, `>` the linked
 * resource, `~` dynamic, `@` the first major version. "reference:string9!", "id_customer:int!>customers", "note:string@8".
 */
export function fields(text: string): Field[] {
  return text
    .trim()
    .split(/\s+/)
    .map((token) => {
      const match = /^(\w+):([a-z]+)(\d*)(!?)(?:>(\w+))?(~?)(?:@(\d))?$/.exec(token);
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
      };
    });
}

/** What the database holds where nothing was given: PrestaShop writes no NULL (ObjectModel::update, $null_values false). */
export function zero(kind: Kind): Value {
  switch (kind) {
    case 'int':
    case 'bool':
      return 0;
    case 'money':
      return '0.000000';
    case 'rate':
      return '0.000';
    case 'string':
      return '';
    case 'date':
      return NO_DATE;
    case 'lang':
      return {};
    default:
      throw new Error(`no such kind: ${kind satisfies never}`);
  }
}

/** A text from a request as the database keeps it. */
export function stored(kind: Kind, text: string): Value {
  switch (kind) {
    case 'int':
      return Number.parseInt(text, 10) || 0;
    case 'bool':
      return text === '' || text === '0' ? 0 : 1;
    case 'money':
      return (Number(text) || 0).toFixed(6);
    case 'rate':
      return (Number(text) || 0).toFixed(3);
    case 'date':
      return text === '' ? NO_DATE : text.length === 10 ? `${text} 00:00:00` : text;
    case 'string':
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
  date: /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/,
};

/** What ObjectModel::validateField says of a text, or undefined where it is right. Empty values are checked for presence only. */
export function complaint(className: string, field: Field, text: string): string | undefined {
  const property = `${className}->${field.name}`;
  if (field.required && text === '') return `Property ${property} is empty.`;
  if (field.maxSize !== undefined && text.length > field.maxSize)
    return `The length of property ${property} is currently ${text.length} chars. It must be between 0 and ${field.maxSize} chars.`;
  if (text === '' || text === '0' || VALID[field.kind]?.test(text) !== false) return undefined;
  return `Property ${property} is not valid`;
}
