import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { WsError } from './errors.ts';

/** A record of a request: texts by field name. An empty element is ''. */
export type Entity = Map<string, string>;

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: false });

/** The records below `<prestashop>`, whatever their element is called: PrestaShop ignores its name. */
export function readEntities(body: string): Entity[] {
  const text = body.startsWith('xml=') ? body.slice(4) : body;
  if (text.trim() === '' || XMLValidator.validate(text) !== true) {
    throw new WsError(500, [
      127,
      `XML error : String could not be parsed as XML\nXML length : ${text.length}\nOriginal XML : ${text}`,
    ]);
  }
  const { '?xml': _declaration, ...roots } = parser.parse(text) as Record<string, unknown>;
  const [root] = Object.values(roots);
  if (typeof root !== 'object' || root === null) return [];
  return elementsOf(root)
    .flatMap(([, records]) => records)
    .map((record) => new Map(elementsOf(record).map(([name, value]) => [name, asText(value)])));
}

/** Elements by name, without the line breaks between them. */
const elementsOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value ? Object.entries(value).filter(([name]) => name !== '#text') : [];

/** The text of an element. One with elements inside (associations, language fields) is empty, as SimpleXML casts it. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
