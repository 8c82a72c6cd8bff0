import type { FastifyInstance } from 'fastify';
import { installUrl, savedViews, viewUrl } from '../views.ts';
import { type Desk, pathOf, show, temporalPathOf } from './desk.ts';
import { attentionsOf, doubtsOf, factsOf, listsOf, titleOf } from './facts.ts';
import { signedIn } from './guard.ts';
import { offerCards, showNotice } from './notices.ts';
import { look, ordersNumbered } from './seen.ts';

/** `/operators`: what one can do here. `/operators/<workflow>`: what it says, and the actions possible now. */
export function overviewRoutes(app: FastifyInstance, desk: Desk): void {
  const { client, operators } = desk.options;

  app.get(
    '/',
    signedIn(desk, async (visit) => {
      const { texts, request } = visit;
      const number = numberIn(request.query);
      const found = number ? await ordersNumbered(client, number) : undefined;
      const { namespace } = client.options;
      const views = savedViews(operators.shops, new Date()).map((view) => ({
        name: view.name,
        about: texts.home.about[view.kind],
        open: viewUrl(operators.uiUrl ?? '', namespace, view),
        save: installUrl(operators.uiUrl ?? '', namespace, view),
      }));
      return show(desk, visit, 'home', texts.home.title, {
        number,
        found: found?.map((workflowId) => ({
          name: `${texts.workflow.kinds.order} ${number} (${workflowId.split(':')[1]})`,
          href: pathOf(desk, workflowId),
        })),
        views: operators.uiUrl ? views : [],
      });
    }),
  );

  app.get<{ Params: { workflowId: string } }>(
    '/:workflowId',
    signedIn(desk, async (visit) => {
      const { workflowId } = visit.request.params as { workflowId: string };
      const { texts } = visit;
      const seen = await look(client, workflowId);
      if (!seen) return showNotice(desk, visit, 'gone');
      return show(desk, visit, 'workflow', titleOf(seen, texts), {
        attentions: attentionsOf(seen, texts),
        facts: factsOf(desk, seen, texts),
        lists: listsOf(desk, seen, texts),
        doubts: doubtsOf(desk, seen),
        running: seen.running,
        offers: offerCards(desk, workflowId, seen.offers, texts),
        uiHref: temporalPathOf(desk, workflowId),
      });
    }),
  );
}

function numberIn(query: unknown): string {
  const { number } = query as { number?: unknown };
  return typeof number === 'string' ? number.trim().slice(0, 64) : '';
}
