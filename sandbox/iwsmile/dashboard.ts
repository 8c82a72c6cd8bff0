import { own } from '../kit/records.ts';
import { dashboardButtons } from '../kit/steering.ts';
import { type Iwsmile, now, type Visit } from './books.ts';
import type { Dashboard } from './pages.ts';
import { readable } from './params.ts';
import { callAgain, misbehaviour } from './steering.ts';
import { totalOf } from './visits.ts';

const SHOWN = 50;

/** What the buttons of the sandbox's own page at `/` do, for whoever looks at a demo. */
export function dashboardRoutes(iwsmile: Iwsmile): void {
  const { app } = iwsmile.sandbox;
  dashboardButtons(iwsmile, misbehaviour);
  app.post<{ Params: { id: string } }>('/dashboard/payments/:id/call-again', async (request, reply) => {
    const payment = own(iwsmile.books.payments, request.params.id);
    if (payment) await callAgain(iwsmile, payment);
    return reply.redirect('/', 303);
  });
}

/** What the page at `/` shows: the newest visits, and what can go wrong. */
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
