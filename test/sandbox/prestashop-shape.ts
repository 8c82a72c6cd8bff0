import { XMLParser } from 'fast-xml-parser';

type Node = { [name: string]: Node[] | string | { [name: string]: string } };

const parser = new XMLParser({
  preserveOrder: true,
  trimValues: false,
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  attributeNamePrefix: '',
});

/**
 * What an answer looks like, whatever it is about: the elements of XML in their order, with attributes, and which of them are empty; the
 * keys of JSON in their order, and what kind of value each has. Records of a list that look alike are one. Errors with every word.
 */
export function shapeOf(text: string): unknown {
  if (text.startsWith('<?xml')) return (parser.parse(text) as Node[]).flatMap((node) => shapeOfNode(node));
  if (/^[[{]/.test(text)) return shapeOfJson(JSON.parse(text));
  return text;
}

function shapeOfNode(node: Node, parent = ''): unknown[] {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  if (name.startsWith('#') || name.startsWith('?')) return [];
  const inside = node[name] as Node[];
  const attributes = Object.entries((node[':@'] ?? {}) as { [name: string]: string })
    .filter(([key]) => key !== 'xmlns:xlink')
    .map(([key, value]) => ` ${key}=${anonymous(value)}`);
  const tag = `${name}${attributes.join('')}`;
  const children = inside.flatMap((node) => shapeOfNode(node, name));
  if (children.length > 0) return [{ [tag]: alike(inside) ? distinct(children) : children }];
  const words = inside
    .map((node) => ('#text' in node ? String(node['#text']) : ''))
    .join('')
    .trim();
  if (parent === 'error' || name === 'description') return [`${tag}: ${words}`];
  return [`${tag}: ${words === '' ? 'empty' : 'text'}`];
}

/** The rows of a list, all of one name. */
const alike = (nodes: Node[]): boolean => {
  const names = nodes.flatMap((node) => Object.keys(node)).filter((key) => !/^[#:?]/.test(key));
  return new Set(names).size === 1 && names[0] !== 'language' && names[0] !== 'error';
};

const distinct = (shapes: unknown[]): unknown[] =>
  [...new Set(shapes.map((shape) => JSON.stringify(shape)))].sort().map((shape) => JSON.parse(shape));

/** An address or a number of somebody's, without whose. */
const anonymous = (value: string): string => value.replace(/^https?:\/\/[^/]+/, '').replace(/\d+/g, '#');

function shapeOfJson(value: unknown): unknown {
  if (Array.isArray(value)) return distinct(value.map(shapeOfJson));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, item]) => [key, shapeOfJson(item)]);
  return value === '' ? 'empty' : typeof value;
}
