import type { FastifyRequest } from 'fastify';
import type { Call, World } from './books.ts';
import { stamps } from './books.ts';
import { businessError, loginRefused, malformedLogin, noCoordinates } from './errors.ts';

const scheme =
  /^Passepartout ([A-Za-z0-9+/]+={0,2})(?: ([A-Za-z0-9+/]+={0,2}))?(?: [Dd][Oo][Mm][Ii][Nn][Ii][Oo]=(\S+))?$/;
const coordinates = /^Azienda=(\S+)(?: SottoAzienda=\S+)? Anno=(\d{4})(?: Magazzino=(\d+))?$/;
const FAILURES_THAT_LOCK = 3;
const FIRST_YEAR = 2020;

function userAndPassword(token: string): [string, string] {
  const [user, ...rest] = Buffer.from(token, 'base64').toString('utf8').split(':');
  if (!user || rest.length === 0) throw malformedLogin();
  return [user, rest.join(':')];
}

/** Throws unless the login is right. Three failures in a row lock the user: then the right password is refused too. */
export function authenticate(world: World, request: FastifyRequest): void {
  const { settings, sandbox } = world;
  const [, login, osLogin, domain] = scheme.exec(request.headers.authorization ?? '') ?? [];
  if (!login) throw malformedLogin();
  const [user, password] = userAndPassword(login);
  if (osLogin) userAndPassword(osLogin);
  const failed = sandbox.books.failedLogins;
  const right = user === settings.user && password === settings.password;
  if (right && isDomain(settings.domain, domain) && !isLocked(world, user)) {
    if (failed[user]) {
      delete failed[user];
      sandbox.save();
    }
    return;
  }
  failed[user] = (failed[user] ?? 0) + 1;
  sandbox.save();
  throw loginRefused();
}

const isDomain = (wanted: string, given: string | undefined): boolean =>
  wanted.toLowerCase() === (given ?? '').toLowerCase();

/** Whether too many failed logins have locked the user. */
export const isLocked = (world: World, user = world.settings.user): boolean =>
  (world.sandbox.books.failedLogins[user] ?? 0) >= FAILURES_THAT_LOCK;

/** Company, year and warehouse of a call. */
export function callOf(world: World, request: FastifyRequest): Call {
  const header = request.headers['coordinate-gestionale'];
  const [, company, year, warehouse = '1'] = coordinates.exec(String(header ?? '')) ?? [];
  if (!company || !year) throw noCoordinates();
  if (company !== world.settings.company) throw businessError(`Azienda ${company} non trovata`);
  // A year's archive exists once the company was opened for that year.
  if (Number(year) < FIRST_YEAR || Number(year) > stamps(world).year + 1)
    throw businessError(`Anno ${year} non gestito per l'azienda ${company}`);
  if (!world.sandbox.books.warehouses.some((w) => w.id === Number(warehouse)))
    throw businessError(`Magazzino ${warehouse} non trovato`);
  return {
    year: Number(year),
    warehouse: Number(warehouse),
    query: request.query as Call['query'],
  };
}
