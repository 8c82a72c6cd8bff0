import type { FastifyReply, FastifyRequest } from 'fastify';
import { own } from '../kit/records.ts';
import { formOf } from '../kit/requests.ts';
import type { Iwsmile, Visit } from './books.ts';
import { overview } from './dashboard.ts';
import { pages } from './pages.ts';
import { LinkError, parseAmount, readable } from './params.ts';
import { pay } from './payments.ts';
import { begin, totalOf } from './visits.ts';

const ACTIONS = ['pay', 'pay-and-close', 'refuse', 'alter-amount', 'back'] as const;
type Action = (typeof ACTIONS)[number];
type Named = { Params: { id: string; action: string }; Body: { amount?: string } | undefined };

/**
 * The page at `/Pagamenti/`, by GET or POST: the link says everything. The browser is sent on to `/pay/:id`, which has a
 * form for each thing that can be done.
 */
export function pageRoutes(iwsmile: Iwsmile): void {
  const { app } = iwsmile.sandbox;
  app.get('/', (_request, reply) => html(reply, pages.dashboard(overview(iwsmile))));
  app.route({
    method: ['GET', 'POST'],
    url: '/Pagamenti/',
    handler: (request, reply) => beginVisit(iwsmile, request, reply),
  });
  app.get<Named>('/pay/:id', (request, reply) => {
    const visit = own(iwsmile.books.visits, request.params.id);
    return visit ? show(iwsmile, reply, visit) : missing(reply);
  });
  app.get<Named>('/pay/:id/:action', (request, reply) => reply.redirect(`/pay/${request.params.id}`, 303));
  app.post<Named>('/pay/:id/:action', (request, reply) => {
    const visit = own(iwsmile.books.visits, request.params.id);
    const action = ACTIONS.find((known) => known === request.params.action);
    if (!visit || !action) return missing(reply);
    return refusing(reply, () => act(iwsmile, reply, visit, action, request.body?.amount));
  });
}

const beginVisit = (iwsmile: Iwsmile, request: FastifyRequest, reply: FastifyReply) =>
  refusing(reply, () => reply.redirect(`/pay/${begin(iwsmile, formOf(request)).id}`, 303));

function refusing(reply: FastifyReply, run: () => FastifyReply): FastifyReply {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return html(reply.code(400), pages.refused({ reason: error.message }));
  }
}

/** A form that is sent twice takes money once. Inferred: a refused card leaves the page open, and back leads to URL_BAD. */
function act(iwsmile: Iwsmile, reply: FastifyReply, visit: Visit, action: Action, amount = ''): FastifyReply {
  switch (action) {
    case 'pay':
      if (!visit.paid) pay(iwsmile, visit);
      return visit.urlOk ? reply.redirect(returnAddress(iwsmile, visit), 303) : show(iwsmile, reply, visit);
    case 'pay-and-close':
      if (!visit.paid) pay(iwsmile, visit);
      return html(reply, pages.closed({}));
    case 'refuse':
      if (!visit.paid) visit.refused = true;
      break;
    case 'alter-amount':
      // As if somebody had changed AMOUNT in the link: it is not signed.
      if (!visit.paid) visit.unit = parseAmount(amount);
      break;
    case 'back':
      if (visit.urlBad) return reply.redirect(visit.urlBad, 303);
      break;
    default:
      throw new Error(`no such action: ${action satisfies never}`);
  }
  iwsmile.sandbox.save();
  return show(iwsmile, reply, visit);
}

/** URL_OK with the fields of the callback and its proof. Inferred: they are in the query. */
function returnAddress({ books }: Iwsmile, { urlOk, paid }: Visit): string {
  const address = new URL(urlOk ?? '');
  const payment = own(books.payments, paid ?? '');
  for (const [name, value] of Object.entries(payment?.fields ?? {})) address.searchParams.append(name, value);
  return String(address);
}

function show(iwsmile: Iwsmile, reply: FastifyReply, visit: Visit): FastifyReply {
  const page = { visit, amount: readable(totalOf(visit)), title: visit.itemName || 'Pagamento' };
  if (!visit.paid) return html(reply, pages.pay(page));
  return html(reply, pages.paid({ ...page, back: visit.urlOk && returnAddress(iwsmile, visit) }));
}

const html = (reply: FastifyReply, page: string): FastifyReply =>
  reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);

const missing = (reply: FastifyReply): FastifyReply =>
  html(reply.code(404), pages.refused({ reason: 'Questa pagina non esiste' }));
