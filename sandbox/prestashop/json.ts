import type { Value } from './fields.ts';
import { major, type Version } from './names.ts';
import type { Shown } from './present.ts';
import type { Answer } from './xml.ts';

/** How JSON is written: by the release's defects, and whether the address has `display`. */
export interface JsonFormat {
  version: Version;
  languages: number[];
  /** With the parameter `display` the root's name is plural, for one record too (WebserviceOutputJSON::renderNodeFooter). */
  displayGiven: boolean;
  numbers: 'strings' | 'numbers';
}

/**
 * An answer as WebserviceOutputJSON writes it. An empty list is `[]` (PS#10172; recorded in 8.2 and 9.1). 8 and 9 call
 * array_filter on what is below the root, so that a single record loses all its falsy fields: "0", "", 0 (PS PR 39918).
 */
export function renderJson(answer: Answer, format: JsonFormat): string {
  const { resource } = answer;
  const filtered = major(format.version) >= 8;
  if (answer.view === 'ids')
    return list(
      resource.listNode,
      answer.ids.map((id) => ({ id })),
    );
  const records = answer.rows.map((row) => record(row, format));
  if (answer.view === 'list' || format.displayGiven) return list(resource.listNode, records);
  const [first = {}] = records;
  const kept = Object.entries(first).filter(([, value]) => !filtered || !falsy(value));
  return encoded({ [resource.node]: Object.fromEntries(kept) });
}

/** Errors as JSON. */
export const renderJsonErrors = (errors: { code: number; message: string }[]): string => encoded({ errors });

const list = (name: string, records: object[]): string =>
  records.length > 0 ? encoded({ [name]: records }) : '[]';

/** PHP's json_encode escapes slashes. */
const encoded = (value: object): string => JSON.stringify(value).replace(/\//g, '\\/');

/** Whether PHP takes a value for false. "0.000000" is not. */
const falsy = (value: unknown): boolean =>
  value === '' ||
  value === '0' ||
  value === 0 ||
  value === null ||
  (Array.isArray(value) && value.length === 0);

/** Fields that are numbers in every release, since PHP computes or casts them. */
const ALWAYS_NUMBERS = ['shipping_method'];

function record(row: Shown, { languages, numbers }: JsonFormat): Record<string, unknown> {
  const asNumbers = numbers === 'numbers';
  const own = row.fields.map(({ field, value }) => {
    if (field.kind === 'lang') return [field.name, translated(value, languages, asNumbers)];
    if (field.name === 'id') return ['id', row.id];
    const number = asNumbers || field.dynamic || ALWAYS_NUMBERS.includes(field.name);
    return [field.name, field.kind === 'int' && number ? value : String(value)];
  });
  // An empty association has no key.
  const nested = row.associations
    .filter(({ rows }) => rows.length > 0)
    .map(({ association, rows }) => [
      association.name,
      rows.map(({ fields }) =>
        Object.fromEntries(fields.map(({ name, value }) => [name, asNumbers ? value : String(value)])),
      ),
    ]);
  return {
    ...Object.fromEntries(own),
    ...(nested.length > 0 && { associations: Object.fromEntries(nested) }),
  };
}

/** A list of {id, value}, or the bare text where there is one language only (PSDOC, multilang-fields). */
function translated(value: Value, languages: number[], asNumbers: boolean): unknown {
  const texts = typeof value === 'object' ? value : {};
  const all = languages.map((id) => ({ id: asNumbers ? id : String(id), value: texts[id] ?? '' }));
  return all.length === 1 ? all[0]?.value : all;
}
