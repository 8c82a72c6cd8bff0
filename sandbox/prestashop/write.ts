import type { World } from './books.ts';
import { notPlayed, WsError } from './errors.ts';
import { complaint, type Field, NO_DATE, type Row, stored } from './fields.ts';
import { type Entity, readEntities } from './input.ts';
import { DATES, fieldsOf, type Query } from './query.ts';
import { insert, type Resource } from './resources.ts';
import { addHistory, setCurrentState } from './states.ts';
import { find, reindex, related } from './tables.ts';

/** A call that writes; it is carried out like saveEntityFromXml. */
export interface Call {
  method: string;
  resource: Resource;
  query: Query;
  body: string;
}

/** Carries out a POST, PUT or PATCH. Answers the rows as the shop shows them, which is not as it stores them (see `asSent`). */
export function write(world: World, { method, resource, query, body }: Call): Row[] {
  const entities = readEntities(body);
  const ids = entities.map((entity) => entity.get('id') ?? '').filter((id) => id !== '');
  if (method === 'POST' && ids.length > 0)
    throw new WsError(400, [91, 'id is forbidden when adding a new resource']);
  if (method !== 'POST' && new Set(ids).size !== ids.length)
    throw new WsError(400, [89, 'id is duplicate in request']);
  if (method !== 'POST' && ids.length !== entities.length)
    throw new WsError(400, [90, 'id is required when modifying a resource']);
  if (!resource.writes.includes(method)) throw notPlayed(`${method} on ${resource.name}`);
  return entities.map((entity) => {
    const row =
      method === 'POST'
        ? add(world, resource, entity, query)
        : change(world, resource, entity, method === 'PATCH');
    return asSent(world, resource, entity, row, method);
  });
}

/** A row as a write answers it: each text as it was sent, empty where none was (recorded). Dates are the shop's. */
function asSent(world: World, resource: Resource, entity: Entity, row: Row, method: string): Row {
  const given = fieldsOf(resource, world.books)
    .filter(({ name, kind }) => name !== 'id' && kind !== 'lang' && !DATES.includes(name))
    .filter(({ name }) => method !== 'PATCH' || entity.has(name))
    .map(({ name }) => [name, entity.get(name) ?? '']);
  return { ...row, ...Object.fromEntries(given) };
}

const required = ({ name }: Field) => new WsError(400, [41, `parameter "${name}" required`]);

function add(world: World, resource: Resource, entity: Entity, query: Query): Row {
  const { version } = world.books;
  const fields = fieldsOf(resource, world.books);
  for (const field of fields) if (field.required && !entity.has(field.name)) throw required(field);
  validate(world, resource, fields, (name) => entity.get(name) ?? '');
  const given = Object.fromEntries(
    fields
      .filter(({ name }) => name !== 'id' && entity.has(name))
      .map(({ name, kind }) => [name, stored(kind, entity.get(name) ?? '', version)]),
  );
  // The parameter is called sendemail; "sendmail" has no effect (OrderHistory::addWs).
  if (resource.name === 'order_histories')
    return addHistory(world, given, Boolean(query.sendemail) && query.sendemail !== '0');
  const now = world.now();
  const dates = fields.filter(({ name }) => DATES.includes(name));
  return insert(world.books, resource.name, {
    ...given,
    ...Object.fromEntries(dates.map(({ name }) => [name, now])),
  });
}

/**
 * PUT writes every field and empties those that are not given; PATCH writes only what is given. Setters run in the order of
 * the fields, before later fields are checked: an order's state is already changed if the request is then refused, and
 * invoice number, invoice date and `valid` of the same body overwrite what the new state set (PS#10157).
 */
function change(world: World, resource: Resource, entity: Entity, patch: boolean): Row {
  const row = find(world.books, resource.name, entity.get('id') ?? '');
  if (!row) throw new WsError(404, [92, 'Invalid ID']);
  const fields = fieldsOf(resource, world.books);
  const draft: Row = { ...row };
  for (const field of fields) {
    const { name, kind } = field;
    const text = entity.get(name);
    if (name === 'id' || (patch && text === undefined)) continue;
    if (text === undefined && field.required) throw required(field);
    if (text !== undefined && resource.name === 'orders' && name === 'current_state') {
      Object.assign(row, draft);
      setCurrentState(world, row, Number.parseInt(text, 10) || 0);
      Object.assign(draft, row);
    } else if (text !== undefined && resource.name === 'orders' && name === 'shipping_number') {
      const [carrier] = related(world.books, 'order_carriers', 'id_order', row.id);
      if (carrier) carrier.tracking_number = text;
    } else draft[name] = stored(kind, text ?? '', world.books.version);
  }
  validate(world, resource, fields, (name) => entity.get(name) ?? String(draft[name] ?? ''));
  Object.assign(row, draft);
  reindex(world.books, resource.name);
  if ('date_upd' in row) row.date_upd = world.now();
  if ('date_add' in row && row.date_add === NO_DATE) row.date_add = world.now();
  return row;
}

function validate(
  { books: { version } }: World,
  resource: Resource,
  fields: Field[],
  textOf: (name: string) => string,
): void {
  for (const field of fields) {
    if (field.name === 'id') continue;
    const text = textOf(field.name);
    const problem = complaint(resource.className, field, text === NO_DATE ? '' : text, version);
    if (problem) throw new WsError(400, [85, `Validation error: "${problem}"`]);
  }
}
