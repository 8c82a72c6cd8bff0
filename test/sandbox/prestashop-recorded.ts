import { XMLParser } from 'fast-xml-parser';
import { recordedText } from '../shops/recorded.ts';

/** One question to a real shop, and what it answered; `type` is empty where the answer had none. */
export interface Exchange {
  method: string;
  path: string;
  body: string;
  status: number;
  type: string;
  text: string;
}

/** `name.answer.txt` with its question in `name.request.txt`; of the request without a key only the answer was kept. */
export function pairOf(path: string): Exchange {
  const question = path.replace('.answer.txt', '.request.txt');
  const asked = path.endsWith('err-no-key.answer.txt') ? 'GET /api' : recordedText(question);
  const [first = '', ...body] = asked.split('\n');
  return { ...requestOf(first), body: body.join('\n').trim(), ...answerOf(recordedText(path)) };
}

/** A scene: several questions with their answers, a line of equals signs between them. */
export const sceneOf = (path: string): Exchange[] =>
  recordedText(path)
    .split(/^={10,}$/m)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('HTTP/1.');
      return { ...requestOf(part.split('\n')[0] ?? ''), body: '', ...answerOf(part.slice(at)) };
    });

/** The questions of our connector with their answers: headers are a line of JSON each. */
export function conversationOf(path: string): Exchange {
  const [asked = '', told = ''] = recordedText(path).split(/^--- HTTP /m);
  const [first = '', _decoded, _headers, ...body] = asked.split('\n');
  const [status = '', headers = '{}', ...text] = told.split('\n');
  return {
    ...requestOf(first),
    body: body.join('\n').trim(),
    status: Number.parseInt(status, 10),
    type: (JSON.parse(headers) as Record<string, string>)['content-type'] ?? '',
    text: text.join('\n').trim(),
  };
}

function requestOf(line: string): { method: string; path: string } {
  const [method = '', url = ''] = line.trim().split(' ');
  return { method, path: url.replace(/^\/api/, '') };
}

function answerOf(answer: string): { status: number; type: string; text: string } {
  const [head = '', ...rest] = answer.split(/\r?\n\r?\n/);
  return {
    status: Number(/^HTTP\/1\.\d (\d+)/.exec(head)?.[1]),
    type: (/^content-type:(.*)$/im.exec(head)?.[1] ?? '').trim(),
    text: rest.join('\n\n').trim(),
  };
}

/** A record of an XML answer: texts by element name, those of associations as lists. */
export type Fields = { [name: string]: string | Fields[] };

const parser = new XMLParser({ preserveOrder: true, trimValues: false, cdataPropName: '#cdata' });
type Node = { [name: string]: Node[] | string };

/** The records of an XML answer, whatever its root. */
export function recordsOf(xml: string): Fields[] {
  const [root] = children((parser.parse(xml) as Node[]).find((node) => 'prestashop' in node)?.prestashop);
  if (!root) return [];
  const inside = children(nodesOf(root));
  // One record's children are values; a list's are records.
  const list = inside.length === 0 || inside.every((node) => children(nodesOf(node)).length > 0);
  return list ? inside.map((node) => fieldsOf(nodesOf(node))) : [fieldsOf(nodesOf(root))];
}

const nodesOf = (node: Node): Node[] => Object.values(node).find(Array.isArray) ?? [];
const children = (nodes: Node[] | string | undefined): Node[] =>
  Array.isArray(nodes) ? nodes.filter((node) => !('#text' in node) && !('#cdata' in node)) : [];

function fieldsOf(nodes: Node[]): Fields {
  const fields: Fields = {};
  for (const node of children(nodes)) {
    const [name = ''] = Object.keys(node);
    const inner = nodesOf(node);
    if (name === 'associations')
      for (const child of children(inner))
        fields[Object.keys(child)[0] ?? ''] = children(nodesOf(child)).map((row) => fieldsOf(nodesOf(row)));
    else fields[name] = inner.map((node) => textOf(node)).join('');
  }
  return fields;
}

const textOf = (node: Node): string => {
  const inner = node['#cdata'] ?? node['#text'] ?? '';
  return Array.isArray(inner) ? inner.map(textOf).join('') : String(inner);
};
