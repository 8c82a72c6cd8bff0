import type { FastifyReply } from 'fastify';
import { own } from '../kit/records.ts';
import { dashboardButtons } from '../kit/steering.ts';
import type { Axerve, Payment } from './books.ts';
import { readable } from './currencies.ts';
import { closeDispute, openDispute } from './disputes.ts';
import { AxerveError, wordsOf } from './errors.ts';
import { balance } from './history.ts';
import { cancel, capture, heldSum, leftSum, refund } from './money.ts';
import { runNight } from './night.ts';
import { pages } from './pages.ts';
import { decide, isOpen } from './payments.ts';
import { misbehaviour } from './steering.ts';
import { longTime } from './time.ts';

const SHOWN = 50;

/** The back office, for whoever looks at a demo: `GET /` and `GET /dashboard/payments/:id`. */
export function dashboardRoutes(axerve: Axerve): void {
  const { app } = axerve.sandbox;
  const home = (reply: FastifyReply) => reply.redirect('/', 303);
  app.get('/', (_request, reply) => html(reply, pages.dashboard(overview(axerve))));
  app.get<{ Params: { id: string } }>('/dashboard/payments/:id', (request, reply) => {
    const { id } = request.params;
    const payment = own(axerve.books.payments, id);
    const reason = wordsOf(payment?.errorCode ?? '');
    const actions = payment ? actionsOf(payment) : [];
    const page = pages.payment({ id, payment, reason, money: readable, time, actions });
    return html(reply.code(payment ? 200 : 404), page);
  });
  app.post<{ Params: { id: string }; Body: { what?: string } }>(
    '/dashboard/payments/:id',
    (request, reply) => {
      const payment = own(axerve.books.payments, request.params.id);
      if (!payment) return reply.code(404).type('text/plain').send('Nessun pagamento con questo numero');
      try {
        happens(axerve, payment, request.body?.what);
      } catch (error) {
        if (!(error instanceof AxerveError)) throw error;
        return reply.code(400).type('text/plain').send(`${error.code} ${error.message}`);
      }
      axerve.sandbox.save();
      return reply.redirect(`/dashboard/payments/${payment.paymentID}`, 303);
    },
  );
  app.post('/dashboard/night', (_request, reply) => {
    runNight(axerve);
    return home(reply);
  });
  dashboardButtons(axerve, misbehaviour, 'Anomalia sconosciuta');
}

/** What merchant or bank can do about a payment now. */
function actionsOf(payment: Payment): { what: string; text: string }[] {
  const { result, state, dispute } = payment;
  const held = result === 'OK' && state === 'AUT';
  const disputed = dispute?.status === 'Open';
  return [
    { what: 'succeed', text: 'La banca conferma', when: result === 'XX' },
    { what: 'fail', text: 'La banca rifiuta', when: result === 'XX' },
    { what: 'capture', text: 'Incassa tutto', when: held && payment.capture === 'separated' },
    { what: 'cancel', text: "Annulla l'autorizzazione", when: held },
    { what: 'refund', text: 'Rimborsa quanto resta', when: balance(payment) > 0 },
    { what: 'dispute', text: "L'acquirente contesta", when: balance(payment) > 0 && !disputed },
    { what: 'won', text: 'Contestazione chiusa senza addebito', when: disputed },
    { what: 'lost', text: 'Contestazione chiusa con addebito', when: disputed },
    { what: 'expire', text: 'Fai scadere la pagina', when: isOpen(payment) },
  ].filter(({ when }) => when);
}

function happens(axerve: Axerve, payment: Payment, what = '') {
  switch (what) {
    case 'succeed':
    case 'fail':
      return decide(axerve, payment, what);
    case 'capture':
      return capture(axerve, payment, heldSum(payment), 'BOF');
    case 'cancel':
      return cancel(axerve, payment, 'BOF');
    case 'refund':
      return refund(axerve, payment, leftSum(payment), 'BOF');
    case 'dispute':
      return openDispute(axerve, payment);
    case 'won':
    case 'lost':
      return closeDispute(axerve, payment, what);
    case 'expire':
      return Object.assign(payment, { expired: isOpen(payment) || payment.expired });
    default:
      throw new AxerveError('1105');
  }
}

function overview({ books, sandbox, misbehaviours }: Axerve) {
  const newest = <T>(record: Record<string, T>) => Object.values(record).slice(-SHOWN).reverse();
  return {
    now: longTime(sandbox.now()),
    shops: Object.values(books.shops),
    taken: books.charges.length,
    movedByGet: books.movedByGet.length,
    modes: misbehaviour.shape.mode.options,
    payments: Object.values(books.payments)
      .sort((a, b) => b.number - a.number)
      .slice(0, SHOWN)
      .map((payment) => ({
        ...payment,
        money: readable(payment.amount, payment.currency),
        at: time(payment.created),
      })),
    notifications: newest(books.notifications).map(({ id, paymentID, status, at, delivery }) => {
      const tries = books.deliveries.filter(({ notification }) => notification === id);
      const last = tries.at(-1);
      const answer = last ? last.note || String(last.status ?? '') : '';
      return { paymentID, status, at: time(at), state: delivery, attempts: tries.length, answer };
    }),
    misbehaviours,
  };
}

const time = (at: string): string => longTime(new Date(at));

function html(reply: FastifyReply, page: string) {
  return reply.type('text/html; charset=utf-8').send(page);
}
