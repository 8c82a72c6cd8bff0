import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PrestaShopBooks, World } from './books.ts';
import { fatal } from './errors.ts';
import { coreResources, major, RELEASES } from './names.ts';
import { resources } from './resources.ts';
import { table } from './tables.ts';
import { renderRoot } from './xml.ts';

/** An answer in one of the two formats; without a body for an unknown id. */
export interface Served {
  status: number;
  body: string | undefined;
}

/** A call that is answered: its format, whether its key was accepted, and when it began. */
export interface Session {
  json: boolean;
  authenticated: boolean;
  started: number;
}

/** The root: the resources that the key may use, with its verbs. */
export function root(
  books: PrestaShopBooks,
  permissions: Record<string, string[]>,
  base: string,
  json: boolean,
): string {
  const names = coreResources(books.version).filter((name) => permissions[name]);
  if (json) {
    // array_filter() gets names instead of rows: a TypeError in every release that calls it (PS#32179, #34794).
    if (major(books.version) >= 8) throw fatal();
    return JSON.stringify(names);
  }
  const verbs = ['GET', 'PUT', 'POST', ...(major(books.version) >= 8 ? ['PATCH'] : []), 'DELETE', 'HEAD'];
  const shopName = table(books, 'configurations').find((row) => row.name === 'PS_SHOP_NAME')?.value;
  return renderRoot(
    names.map((name) => ({
      name,
      description: resources.get(name)?.description ?? name,
      verbs: permissions[name] ?? [],
    })),
    verbs,
    String(shopName),
    base,
  );
}

/** Sends an answer with the recorded headers. Local-Content-Sha1 gets a 304 since 8; before that it was never sent (dispatcher.php). */
export function send(
  { books }: World,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  { status, body }: Served,
): void {
  reply.code(status).headers({
    'access-time': String(Math.floor(Date.now() / 1000)),
    'x-powered-by': 'PrestaShop Webservice',
    'execution-time': ((performance.now() - session.started) / 1000).toFixed(3),
    'psws-version': session.authenticated ? RELEASES[books.version] : '0',
  });
  if (body === undefined) {
    reply.send();
    return;
  }
  const sha1 = createHash('sha1').update(body).digest('hex');
  if (status < 400) reply.header('content-sha1', sha1);
  if (major(books.version) >= 8 && request.headers['local-content-sha1'] === sha1) {
    reply.code(304).send();
    return;
  }
  // Sent as bytes: Fastify would add a charset to JSON, but the shop doesn't.
  reply.type(session.json ? 'application/json' : 'text/xml;charset=utf-8').send(Buffer.from(body));
}
