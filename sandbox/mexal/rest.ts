import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callOf } from './auth.ts';
import type { Call, World } from './books.ts';
import type { Collection } from './collection.ts';
import { businessError, unknownResource } from './errors.ts';
import { render } from './fields.ts';
import { infoOf } from './help.ts';
import type { Pager } from './paging.ts';
import { searchTest } from './search.ts';

const ROOT = '/webapi/risorse';
type Keyed = { Params: { key: string } };

/** Registers a collection's addresses, with exactly the methods that it has. */
export function serve(app: FastifyInstance, world: World, pager: Pager, collection: Collection): void {
  const base = `${ROOT}/${collection.path}`;
  const { fields, key } = collection;

  const page = (request: FastifyRequest, call: Call, fits: Parameters<typeof Array.prototype.filter>[0]) => {
    const names = namesOf(call);
    const question = `${base} ${call.year} ${call.query.fields ?? ''} ${JSON.stringify(request.body ?? '')}`;
    return pager(question, call.query, () =>
      collection
        .list(call)
        .filter(fits)
        .map((record) => render(fields, record, names)),
    );
  };

  app.get(base, (request) => {
    const call = callOf(world, request);
    return call.query.info === 'true' ? infoOf(fields) : page(request, call, () => true);
  });
  app.post(`${base}/ricerca`, (request) =>
    page(request, callOf(world, request), searchTest(fields, request.body)),
  );
  if (!key) return;

  if (collection.read)
    app.get<Keyed>(`${base}/:key`, (request) => {
      const call = callOf(world, request);
      const found = collection.read?.(call, keyOf(key.type, request.params.key, call));
      if (!found) throw unknownResource();
      return render(found.fields, found.record, namesOf(call));
    });
  if (collection.create)
    app.post(base, (request, reply) => {
      const created = collection.create?.(callOf(world, request), request.body) ?? '';
      const prefix = world.settings.shortLocation ? `/${collection.path}` : base;
      return reply
        .code(201)
        .header('location', `${prefix}/${addressOf(created)}`)
        .send();
    });
  if (collection.update)
    app.put<Keyed>(`${base}/:key`, (request, reply) => {
      const call = callOf(world, request);
      collection.update?.(call, keyOf(key.type, request.params.key, call), request.body);
      return reply.code(204).send();
    });
  if (collection.remove)
    app.delete<Keyed>(`${base}/:key`, (request, reply) => {
      const call = callOf(world, request);
      collection.remove?.(call, keyOf(key.type, request.params.key, call));
      return reply.code(204).send();
    });
}

function namesOf(call: Call): string[] | undefined {
  const names = call.query.fields?.split(',').map((name) => name.trim());
  return names?.filter((name) => name !== '');
}

/** The key in an address. With `?encoding=hex` its texts are hexadecimal; the numbers of an order's key never are. */
function keyOf(type: 'string' | 'order', raw: string, call: Call): string {
  const { encoding } = call.query;
  if (encoding !== undefined && encoding !== 'hex') throw businessError(`Encoding '${encoding}' non valido`);
  const decode = (text: string) => {
    if (!encoding) return text;
    if (!/^([0-9a-f]{2})+$/i.test(text)) throw businessError('Chiave non valida per encoding hex');
    return Buffer.from(text, 'hex').toString('latin1');
  };
  if (type === 'string') return decode(raw);
  const [sigla = '', ...numbers] = raw.split('+');
  const plain = [sigla === 'OC' || sigla === 'OX' ? sigla : decode(sigla), ...numbers];
  // Anything but this pattern is an unknown address.
  if (!/^(OC|OX)\+\d+\+\d+$/.test(plain.join('+'))) throw unknownResource();
  return [plain[0], Number(plain[1]), Number(plain[2])].join('+');
}

/** A key as Location has it; hexadecimal where it has characters that an address can't have. */
const addressOf = (key: string): string =>
  /[/\\]/.test(key)
    ? `${Buffer.from(key, 'latin1').toString('hex').toUpperCase()}?encoding=hex`
    : encodeURIComponent(key).replaceAll('%2B', '+');
