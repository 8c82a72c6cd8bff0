import type { FastifyInstance } from 'fastify';
import { readWorkflowId } from '../../domain/ids.ts';
import { installUrl, savedViews, viewUrl } from '../views.ts';
import { type Context, pathOf, show, temporalPathOf, type Visit } from './context.ts';
import { factsOf, titleOf } from './facts.ts';
import { signedIn } from './guard.ts';
import { offerCards, showInfo } from './info.ts';
import { attentionsOf, doubtsOf, listsOf } from './lists.ts';
import { look, ordersNumbered } from './seen.ts';
import type { OperatorsSettings } from './settings.ts';
import { stateOf } from './standing-facts.ts';

// The start page asks every gateway, shop and ERP, and waits no longer than this.
const HOME_MS = 2_000;

/** `/operators`: what one can do here. `/operators/<workflow>`: what it says, and the actions possible now. */
export function overviewRoutes(app: FastifyInstance, context: Context): void {
  const { client, operators } = context.options;

  app.get(
    '/',
    signedIn(context, async (visit) => {
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
      return show(context, visit, 'home', texts.home.title, {
        operator: visit.operator,
        number,
        found: found?.map((workflowId) => ({
          name: `${texts.workflow.kinds.order} ${number} (${shopOf(workflowId)})`,
          href: pathOf(context, workflowId),
        })),
        views: operators.uiUrl ? views : [],
        standing: await Promise.all(operators.standing.map((one) => standingLine(context, visit, one))),
      });
    }),
  );

  app.get<{ Params: { workflowId: string } }>(
    '/:workflowId',
    signedIn(context, async (visit) => {
      const { workflowId } = visit.request.params as { workflowId: string };
      const { texts } = visit;
      const seen = await look(client, workflowId);
      if (!seen) return showInfo(context, visit, 'gone');
      return show(context, visit, 'workflow', titleOf(seen, texts), {
        operator: visit.operator,
        attentions: attentionsOf(seen, texts),
        facts: factsOf(context, seen, texts),
        lists: listsOf(context, seen, texts),
        doubts: doubtsOf(context, seen),
        running: seen.running,
        stuck: seen.stuck,
        offers: offerCards(context, workflowId, seen.offers, texts),
        uiHref: temporalPathOf(context, workflowId),
      });
    }),
  );
}

/** A standing workflow and its state in one line; the page is shown even if this can't be read now. */
async function standingLine(
  context: Context,
  { texts, request }: Visit,
  one: OperatorsSettings['standing'][number],
) {
  const { workflowId } = one;
  const { standing } = texts;
  const about = { name: titleOf(one, texts), href: pathOf(context, workflowId) };
  try {
    const seen = await look(context.options.client, workflowId, HOME_MS);
    if (!seen?.running) return { ...about, state: standing.stopped };
    return {
      ...about,
      state: stateOf(seen, texts),
      attention: attentionsOf(seen, texts)[0]?.happened,
    };
  } catch (error) {
    request.log.warn({ err: error, workflowId }, 'what lives for ever could not be looked at');
    return { ...about, state: standing.unreadable };
  }
}

function numberIn(query: unknown): string {
  const { number } = query as { number?: unknown };
  return typeof number === 'string' ? number.trim().slice(0, 64) : '';
}

function shopOf(workflowId: string): string {
  const named = readWorkflowId(workflowId);
  return named?.kind === 'order' ? named.shop : workflowId;
}
