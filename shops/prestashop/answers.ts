import { XMLParser } from 'fast-xml-parser';

/** A record of the webservice, from XML or JSON: its fields are texts (of the first language that has one), its `associations` lists of records. */
export type Raw = Record<string, unknown>;
/** An answer's records, or its errors; `code` is PrestaShop's number of an error. */
export interface Answer {
  records: Raw[];
  errors: { code: string; message: string }[];
}
type Node = Record<string, unknown>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // Numeric ones too (`&#232;`), which XML has without a declaration.
  htmlEntities: true,
});

/** Reads an answer in XML, with one record or a list of `resource`; undefined where it is not PrestaShop's, or cut off. */
export function readXml(text: string, resource: string): Answer | undefined {
  const root = treeOf(text)?.prestashop;
  const [name, content] = (isNode(root) && childrenOf(root)[0]) || [];
  if (name === undefined) return undefined;
  if (name === 'errors') return { records: [], errors: rowsOf(content).map(errorOf) };
  return { records: name === resource ? rowsOf(content).map(recordOf) : [recordOf(content)], errors: [] };
}

/**
 * The same in JSON. A list's name is plural, a single record's is singular unless `display` was asked for; an empty list is
 * `[]` (PS#10172).
 */
export function readJson(text: string, resource: string): Answer | undefined {
  const root = jsonOf(text);
  if (Array.isArray(root)) return root.length === 0 ? { records: [], errors: [] } : undefined;
  const [name, content] = (isNode(root) && Object.entries(root)[0]) || [];
  if (name === undefined || !isNode(content)) return undefined;
  if (name === 'errors') return { records: [], errors: listOf(content).map(errorOf) };
  return { records: name === resource ? listOf(content).map(recordOf) : [recordOf(content)], errors: [] };
}

/** The key's rights: verbs by resource, from the webservice's root (`<orders get="true" put="false" .../>`). */
export function readRights(text: string): { shop: string; rights: Record<string, string[]> } | undefined {
  const root = treeOf(text)?.prestashop;
  const api = isNode(root) ? root.api : undefined;
  if (!isNode(api)) return undefined;
  const rights = childrenOf(api).map(([resource, node]) => {
    const verbs = isNode(node) ? Object.entries(node).filter(([, value]) => value === 'true') : [];
    return [resource, verbs.map(([verb]) => verb.slice(1).toUpperCase())] as const;
  });
  return { shop: textOf(api['@shopName'] ?? api['@shop_name']), rights: Object.fromEntries(rights) };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const childrenOf = (node: Node): [string, unknown][] =>
  Object.entries(node).filter(([name]) => !name.startsWith('@') && name !== '#text');
const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : isNode(value) ? Object.values(value) : [];
/** The elements within an XML element, or a JSON list. */
const rowsOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : isNode(value) ? childrenOf(value).flatMap(([, rows]) => rows) : [];

function recordOf(value: unknown): Raw {
  const { associations, ...fields } = isNode(value) ? value : {};
  const texts = childrenOf(fields).map(([name, content]) => [name, textOf(content)]);
  const lists = isNode(associations) ? childrenOf(associations) : [];
  return {
    ...Object.fromEntries(texts),
    associations: Object.fromEntries(lists.map(([name, rows]) => [name, rowsOf(rows).map(recordOf)])),
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(textOf).find((text) => text.trim() !== '') ?? '';
  if (!isNode(value)) return '';
  return textOf(value.language ?? value['#text'] ?? value.value);
}

const errorOf = (error: unknown) =>
  isNode(error) ? { code: textOf(error.code), message: textOf(error.message) } : { code: '', message: '' };

const treeOf = (text: string): Node | undefined =>
  // Without `true` the parser would accept a document that was cut off.
  parsed(text, (whole) => parser.parse(whole, true));

const jsonOf = (text: string): unknown => parsed(text, (whole) => JSON.parse(whole));

/** Parses a text without the blank lines and byte order marks that modules' PHP files print before it; undefined where it can't. */
function parsed<T>(text: string, parse: (whole: string) => T): T | undefined {
  try {
    return parse(text.trim());
  } catch {
    return undefined;
  }
}
