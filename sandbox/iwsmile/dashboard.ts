import { type Iwsmile, now, own, type Visit } from './books.ts';
import type { Dashboard } from './pages.ts';
import { readable } from './params.ts';
import { callAgain, misbehaviour } from './steering.ts';
import { totalOf } from './visits.ts';

const SHOWN = 50;
const HOUR = 3600;

/** What the buttons of the sandbox's own page at `/` do, for whoever looks at a demo. */
export function dashboardRoutes(iwsmile: Iwsmile): void {
  const { app } = iwsmile.sandbox;
  app.post<{ Body: { hours?: string } }>('/dashboard/clock', (request, reply) => {
    iwsmile.sandbox.advance((Number(request.body?.hours) || 0) * HOUR);
    return reply.redirect('/', 303);
  });
  app.post('/dashboard/webhooks', (request, reply) => {
    const wanted = misbehaviour.safeParse(request.body);
    if (!wanted.success) return reply.code(400).type('text/plain').send('No such misbehaviour');
    iwsmile.misbehaviours.push(wanted.data);
    return reply.redirect('/', 303);
  });
  app.post('/dashboard/webhooks/clear', (_request, reply) => {
    iwsmile.misbehaviours.splice(0);
    return reply.redirect('/', 303);
  });
  app.post<{ Params: { id: string } }>('/dashboard/payments/:id/call-again', async (request, reply) => {
    const payment = own(iwsmile.books.payments, request.params.id);
    if (payment) await callAgain(iwsmile, payment);
    return reply.redirect('/', 303);
  });
}

export function overview(iwsmile: Iwsmile): Dashboard {
  const { books, misbehaviours } = iwsmile;
  return {
    now: time(now(iwsmile)),
    taken: books.charges.length,
    modes: misbehaviour.shape.mode.options,
    misbehaviours,
    visits: Object.values(books.visits)
      .slice(-SHOWN)
      .reverse()
      .map((visit) => shown(iwsmile, visit)),
  };
}

const shown = ({ books }: Iwsmile, visit: Visit) => ({
  id: visit.id,
  at: time(visit.at),
  custom: visit.custom || visit.itemNumber,
  amount: readable(totalOf(visit)),
  paid: visit.paid,
  callbacks: books.deliveries
    .filter(({ payment }) => payment === visit.paid)
    .map(({ note, status }) => note || String(status ?? '')),
  checks: books.checks.filter(({ payment }) => payment === visit.paid).map(({ answer }) => answer),
});

const time = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
