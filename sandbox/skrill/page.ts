import type { FastifyReply, FastifyRequest } from 'fastify';
import { own } from '../kit/records.ts';
import { formOf } from '../kit/requests.ts';
import type { SessionRecord, Skrill } from './books.ts';
import { overview } from './dashboard.ts';
import { PrepareError } from './errors.ts';
import { readable } from './money.ts';
import { type HostedPage, pages } from './pages.ts';
import { attempt, isUsed, type Try } from './payments.ts';
import { isOpen, openSession, prepare } from './sessions.ts';
import { returnSignature } from './signature.ts';

const ACTIONS = ['pay', 'pay-and-close', 'refuse', 'delayed-succeed', 'delayed-fail', 'back'] as const;
type Action = (typeof ACTIONS)[number];
/** The texts of failed_reason_code for the buyer. Reports have the code only once Skrill's support has enabled that. */
const reasons: Record<string, string> = {
  '04': 'Rifiutata dalla banca',
  '05': 'Fondi insufficienti',
  '08': 'PIN sbagliato troppe volte',
  '12': 'Carta o conto non valido',
  '24': 'Carta scaduta',
  '28': 'Carta smarrita',
  '32': 'Codice di sicurezza sbagliato',
  '37': 'Carta non abilitata',
  '44': 'Banca non raggiungibile',
  '70': 'Verifica 3D Secure non riuscita',
  '80': 'Fermata dai controlli antifrode',
  '99': 'Motivo non specificato',
};
type Named = { Params: { sid: string; action: string }; Body: { reason?: string } | undefined };

/**
 * The address `/`, where everything begins: with `sid` it is the prepared page, with a payment's fields it prepares one (by
 * GET or POST), without either it is the sandbox's own page. The buyer's browser is sent on to `/pay/:sid`, which has a form
 * for each thing that can be done.
 */
export function pageRoutes(skrill: Skrill): void {
  const { app } = skrill.sandbox;
  app.route({
    method: ['GET', 'POST'],
    url: '/',
    handler: (request, reply) => begin(skrill, request, reply),
  });
  app.get<Named>('/pay/:sid', (request, reply) => {
    const session = own(skrill.books.sessions, request.params.sid);
    if (!session) return missing(reply);
    openSession(skrill, session);
    return show(skrill, reply, session);
  });
  app.get<Named>('/pay/:sid/:action', (request, reply) => reply.redirect(`/pay/${request.params.sid}`, 303));
  app.post<Named>('/pay/:sid/:action', (request, reply) => {
    const session = own(skrill.books.sessions, request.params.sid);
    const action = ACTIONS.find((known) => known === request.params.action);
    if (!session || !action) return missing(reply);
    openSession(skrill, session);
    return act(skrill, reply, session, action, request.body?.reason);
  });
}

function begin(skrill: Skrill, request: FastifyRequest, reply: FastifyReply) {
  const form = formOf(request);
  if (form.sid !== undefined) {
    const session = own(skrill.books.sessions, form.sid);
    if (!session) return missing(reply);
    openSession(skrill, session);
    return reply.redirect(`/pay/${session.sid}`, 303);
  }
  if (request.method === 'GET' && Object.keys(form).length === 0)
    return html(reply, pages.dashboard(overview(skrill)));
  try {
    const { sid } = prepare(skrill, form);
    if (form.prepare_only !== '1') return reply.redirect(`/pay/${sid}`, 303);
    return reply.type('text/plain; charset=UTF-8').send(sid);
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    return reply.code(400).send({ code: error.code, message: error.message });
  }
}

function act(skrill: Skrill, reply: FastifyReply, session: SessionRecord, action: Action, reason = '05') {
  if (action === 'back')
    return session.cancelUrl ? reply.redirect(session.cancelUrl, 303) : show(skrill, reply, session);
  const made = attempt(skrill, session, tryOf(action, reason));
  if (action === 'refuse') return show(skrill, reply, session, made ? reason : undefined);
  if (action === 'pay-and-close' && made) return html(reply, pages.closed(hosted(session)));
  // A form that is sent twice takes money once.
  const transaction =
    made ?? Object.values(skrill.books.transactions).findLast(({ sid }) => sid === session.sid);
  const refused = transaction?.status === -1 || transaction?.status === -2;
  if (!transaction || !session.returnUrl || refused) return show(skrill, reply, session);
  return reply.redirect(returnAddress(skrill, session, transaction.transactionId), 303);
}

function tryOf(action: Exclude<Action, 'back'>, reason: string): Try {
  switch (action) {
    case 'pay':
    case 'pay-and-close':
      return { kind: 'pay' };
    case 'refuse':
      return { kind: 'refuse', reason };
    case 'delayed-succeed':
      return { kind: 'transfer', result: 'succeed' };
    case 'delayed-fail':
      return { kind: 'transfer', result: 'fail' };
    default:
      throw new Error(`no such action: ${action satisfies never}`);
  }
}

/** Where the buyer goes after the page. Inferred: without "secure return" nothing is added to it. */
function returnAddress({ account }: Skrill, { returnUrl }: SessionRecord, transactionId: string): string {
  const address = new URL(returnUrl ?? '');
  if (account.secureReturn) {
    address.searchParams.set('transaction_id', transactionId);
    address.searchParams.set('msid', returnSignature(account.merchantId, transactionId, account.secretWord));
  }
  return String(address);
}

function show(skrill: Skrill, reply: FastifyReply, session: SessionRecord, refused?: string) {
  const page = hosted(session);
  const last = Object.values(skrill.books.transactions).findLast(({ sid }) => sid === session.sid);
  const back = session.returnUrl && returnAddress(skrill, session, last?.transactionId ?? '');
  switch (last?.status) {
    case 2:
    case -3:
      return html(reply, pages.ended({ ...page, state: 'paid', back }));
    case 0:
      return html(reply, pages.ended({ ...page, state: 'processing', back }));
    default:
      if (!isOpen(skrill, session))
        return html(reply, pages.ended({ ...page, state: 'expired', back: session.cancelUrl }));
      if (isUsed(skrill, session))
        return html(reply, pages.ended({ ...page, state: 'used', back: session.cancelUrl }));
      return html(reply, pages.pay({ ...page, reasons, refused: refused && (reasons[refused] ?? refused) }));
  }
}

function hosted(session: SessionRecord): HostedPage {
  const { minor, currency, description, details } = session;
  const [first] = details;
  const title = description ?? (first ? `${first.description} ${first.text}`.trim() : 'Pagamento');
  return { title, amount: readable(minor, currency), session };
}

function html(reply: FastifyReply, page: string) {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}

/** The page of an unknown session id. Inferred: the status. */
const missing = (reply: FastifyReply) =>
  html(reply.code(404), pages.missing({ title: 'Questa pagina non esiste' }));
