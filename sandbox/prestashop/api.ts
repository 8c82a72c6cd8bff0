import type { FastifyReply, FastifyRequest } from 'fastify';
import { statesAtWork } from './at-once.ts';
import type { Notice, PrestaShopBooks, World } from './books.ts';
import { authenticate, checkRights, checkShop, rateLimiter, shopsOf, unauthorized } from './doors.ts';
import { fatal, notPlayed, PlainAnswer, WsError } from './errors.ts';
import { renderJson, renderJsonErrors } from './json.ts';
import { languagesShown, present } from './present.ts';
import { list, readDisplay, readQuery } from './query.ts';
import { root, type Served, type Session, send } from './reply.ts';
import { resources } from './resources.ts';
import { find } from './tables.ts';
import { write } from './write.ts';
import { type Answer, renderErrors, renderXml } from './xml.ts';

const WRITES = ['POST', 'PUT', 'PATCH'];

/** The legacy webservice under /api, served like webservice/dispatcher.php and WebserviceRequest::fetch. */
export async function apiRoutes(world: World): Promise<void> {
  const limit = rateLimiter(world.books);
  const stateAtWork = statesAtWork(world);
  const served = (request: FastifyRequest, session: Session, done: () => void): Served => {
    try {
      return serve(world, request, session);
    } finally {
      done();
    }
  };
  await world.sandbox.app.register(async (api) => {
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, text: string) => text);
    const handle = async (request: FastifyRequest, reply: FastifyReply) => {
      const session: Session = { json: asksJson(request), authenticated: false, started: performance.now() };
      try {
        limit();
        const done = await stateAtWork(request);
        send(world, request, reply, session, served(request, session, done));
      } catch (error) {
        if (error instanceof PlainAnswer)
          return reply.code(error.status).headers(error.headers).send(error.body);
        if (!(error instanceof WsError)) throw error;
        if (error.status === 401) reply.headers(unauthorized);
        const body = session.json ? renderJsonErrors(error.errors) : renderErrors(error.errors);
        send(world, request, reply, session, { status: error.status, body });
      }
      return reply;
    };
    api.all('/api', handle);
    api.all('/api/*', handle);
  });
}

/** Whether JSON is asked for: the first of Io-Format, Output-Format, output_format and io_format counts (getOutputObject). */
function asksJson({ headers, url }: FastifyRequest): boolean {
  const query = readQuery(url);
  const asked =
    headers['io-format'] ?? headers['output-format'] ?? query.output_format ?? query.io_format ?? 'XML';
  return asked === 'JSON';
}

function serve(world: World, request: FastifyRequest, session: Session): Served {
  const { books } = world;
  const query = readQuery(request.url);
  const shops = shopsOf(request, books, query.id_shop);
  const key = authenticate(request, books, query.ws_key);
  session.authenticated = true;
  checkShop(key, shops);
  const [name = '', id = ''] = (request.url.split('?')[0] ?? '').split('/').slice(2).map(decodeURIComponent);
  checkRights(books, key, name, request.method);
  // The second shop's links have its own address, whichever address was called.
  const base = `${request.protocol}://${request.headers.host}${shops[0] === 2 ? '/due' : ''}/api/`;
  if (name === '') return { status: 200, body: root(books, key.permissions, base, session.json) };

  const resource = resources.get(name);
  if (!resource) throw notPlayed(`the resource ${name}`);
  const languages = languagesShown(books, query.language);
  if (languages.length === 0)
    throw new WsError(400, [/\d/.test(String(query.language)) ? 81 : 79, 'language is not available']);
  const { version } = books;
  const format = { base, languages, version };
  const render = (answer: Answer) => {
    if (!session.json) return renderXml(answer, format);
    const numbers = books.quirks.jsonIds ?? (version === '9' ? 'numbers' : 'strings');
    return renderJson(answer, { version, languages, numbers, displayGiven: query.display !== undefined });
  };
  if (WRITES.includes(request.method)) {
    const { method } = request;
    try {
      const rows = write(world, { method, resource, query, body: String(request.body ?? '') });
      raiseNotice(books, method, name);
      const shown = rows.map((row) => present(books, resource, row, 'full'));
      return {
        status: method === 'POST' ? 201 : 200,
        body: render({ view: 'details', resource, rows: shown }),
      };
    } finally {
      // A refused write is saved too: setters ran before it was refused.
      world.sandbox.save();
    }
  }
  if (request.method === 'DELETE') throw notPlayed(`DELETE on ${name}`);
  return id === '' ? readList() : readOne();

  function readOne(): Served {
    const row = /^\d/.test(id) ? find(books, name, Number.parseInt(id, 10)) : undefined;
    // Carriers belong to shops; an order is shown whichever shop is asked (recorded).
    if (resource && row?.shops && !shops.includes(Number(row.shops)))
      throw new WsError(404, [131, `This ${resource.className} (${row.id}) does not exists on this shop`]);
    // getFilteredObjectDetails gives no error and no output: 404 with an empty body.
    if (!books.quirks.emptyNotFound && !row) throw new WsError(404, [87, `Id(s) not exists: ${id}`]);
    if (!row || !resource) return { status: 404, body: undefined };
    const display = readDisplay(books, resource, query, 'full');
    const rows = [present(books, resource, row, display === 'minimum' ? 'full' : display)];
    return { status: 200, body: render({ view: 'details', resource, rows }) };
  }

  function readList(): Served {
    if (!resource) throw fatal();
    const found = list(books, resource, query, shops);
    const display = readDisplay(books, resource, query, 'minimum');
    const answer: Answer =
      display === 'minimum'
        ? { view: 'ids', resource, ids: found.map((row) => row.id) }
        : { view: 'list', resource, rows: found.map((row) => present(books, resource, row, display)) };
    return { status: 200, body: render(answer) };
  }
}

/**
 * A PHP notice or warning during the call: everything is written, but the answer is an error (webserviceErrorHandler;
 * PS#26258, #26559).
 */
function raiseNotice(books: PrestaShopBooks, method: string, resource: string): void {
  const matches = (notice: Notice) =>
    (!notice.method || notice.method === method) && (!notice.resource || notice.resource === resource);
  const notice = books.notices.find(matches);
  if (!notice) return;
  notice.times -= 1;
  if (notice.times <= 0) books.notices.splice(books.notices.indexOf(notice), 1);
  const where = '(/var/www/html/modules/sandbox/sandbox.php, line 77)';
  const message = notice.message ?? `[PHP Notice #8] Trying to get property of non-object ${where}`;
  throw new WsError(500, [notice.code, message]);
}
