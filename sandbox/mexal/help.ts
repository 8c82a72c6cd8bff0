import type { FastifyInstance } from 'fastify';
import type { Collection } from './collection.ts';
import type { Field, Fields } from './fields.ts';

const TYPES: Record<string, string> = {
  A: 'Alfanumerico',
  N: 'Numerico',
  D: 'Numerico con virgola',
  T: 'Data e ora (formato AAAAMMGG HHMMSS)',
  X: 'Alfanumerico',
};

/** The answer to `?info=true`. Array sizes are strings; `chiave` and `obbligatorio_put` are present only where true. */
export const infoOf = (fields: Fields) => ({
  dati: [...fields.values()].map((field) => ({
    nome: field.name,
    descrizione: describe(field),
    tipo: TYPES[field.type],
    // Loose fields are declared as scalars, although clients read and send a matrix too.
    ...(field.size !== undefined && !field.loose ? { dimensione_array: String(field.size) } : {}),
    ...(field.key ? { chiave: true } : {}),
    ...(field.alwaysOnPut ? { obbligatorio_put: true } : {}),
  })),
});

const describe = ({ name, readOnly }: Field): string =>
  `${name.replaceAll('_', ' ')}${readOnly ? ' (sola lettura)' : ''}`;

/** `GET /webapi/risorse/help`; with `extended=true` it has each method's pattern and parameters. */
export function helpRoute(app: FastifyInstance, collections: Collection[]): void {
  app.get<{ Querystring: { extended?: string } }>('/webapi/risorse/help', ({ query }) => ({
    prodotto: { codice_prodotto: '2.9.17', versione_prodotto: 88201 },
    risorse: collections.map((collection) => ({
      [collection.path]: query.extended === 'true' ? methodsOf(collection) : [],
    })),
  }));
}

function methodsOf(collection: Collection) {
  const { path, key } = collection;
  const method = (name: string, regexp: string, on: string[] = [], keyed = false) => ({
    method: name,
    regexp,
    descrizione: `${name} ${path}`,
    versione: '81500',
    coordinate: true,
    ...Object.fromEntries(['next', 'max', 'fields', 'filter', 'location'].map((f) => [f, on.includes(f)])),
    ...(keyed ? { chiavi: keysOf(collection) } : {}),
  });
  const all = `^/${path}/{0,1}$`;
  const pattern = `^/${path}/${patternOf(key)}$`;
  return [
    method('GET', all, ['next', 'max', 'fields']),
    method('POST', `^/${path}/ricerca$`, ['next', 'max', 'fields', 'filter']),
    ...(collection.create ? [method('POST', all, ['location'])] : []),
    ...(collection.read ? [method('GET', pattern, ['fields'], true)] : []),
    ...(collection.update ? [method('PUT', pattern, [], true)] : []),
    ...(collection.remove ? [method('DELETE', pattern, [], true)] : []),
  ];
}

const patternOf = (key: Collection['key']): string =>
  key?.type === 'order'
    ? '(?<sigla>OC|OX)\\+(?<serie>\\d+)\\+(?<numero>\\d+)'
    : `(?<${key?.name ?? 'id'}>[\\x20-\\x2E\\x30-\\x7E]+)`;

const keysOf = ({ key }: Collection) =>
  key?.type === 'order'
    ? [
        { nome: 'sigla', tipo: 'string', encodable: false },
        { nome: 'serie', tipo: 'integer', encodable: false },
        { nome: 'numero', tipo: 'integer', encodable: false },
      ]
    : [{ nome: key?.name, tipo: 'string', encodable: true }];
