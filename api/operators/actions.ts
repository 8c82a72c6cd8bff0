import type { FastifyInstance, FastifyReply } from 'fastify';
import { changesSince } from '../../domain/shown.ts';
import { isLate } from '../../temporal/deadline.ts';
import { asFailure } from '../../temporal/errors.ts';
import type { ActionOffer } from '../../workflows/messages.ts';
import { type Context, pathOf, type Visit } from './context.ts';
import { subjectOf } from './facts.ts';
import { checkForm, type Fields, seenIn } from './forms.ts';
import { fieldsOf, signedIn } from './guard.ts';
import { showInfo } from './info.ts';
import { prefilled, showAnew, showForm } from './opened-form.ts';
import { look, type Seen } from './seen.ts';
import { earlier, tell, type UpdateResult } from './sending.ts';
import { changedWords } from './shown-words.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `/operators/<workflow>/<action>`: the form of an action offered, and the update that it sends, once. */
export function actionRoutes(app: FastifyInstance, context: Context): void {
  const { client } = context.options;
  app.get(
    '/:workflowId/:action',
    signedIn(context, async (visit) => {
      const { workflowId, action } = addressed(visit);
      if (!Object.hasOwn(visit.texts.actions, action)) return showInfo(context, visit, 'notFound');
      const seen = await look(client, workflowId);
      if (!seen) return showInfo(context, visit, 'gone');
      const offer = offered(seen, action);
      if (!offer) return showNotOffered(context, visit, seen);
      if (visit.operator.role !== 'operator') return showReader(context, visit);
      return showForm(context, visit, seen, { offer, values: prefilled(offer, seen, visit) });
    }),
  );
  app.post(
    '/:workflowId/:action',
    signedIn(context, async (visit) => {
      const { workflowId, action } = addressed(visit);
      if (visit.operator.role !== 'operator') return showReader(context, visit);
      if (!Object.hasOwn(visit.texts.actions, action)) return showInfo(context, visit, 'notFound');
      const fields = fieldsOf(visit.request);
      if (!UUID.test(fields.updateId ?? ''))
        return showInfo(context, visit, 'stale', { again: pathOf(context, workflowId, action) });
      try {
        return await submit(context, visit, fields);
      } catch (error) {
        if (!isLate(asFailure(error))) throw error;
        visit.request.log.warn({ err: error, workflowId, action }, 'Temporal is away for an operator');
        return showInfo(context, visit, 'away', { workflowId, resend: fields });
      }
    }),
  );
}

async function submit(context: Context, visit: Visit, fields: Fields): Promise<FastifyReply> {
  const { client, waitMs } = context.options;
  const { workflowId, action } = addressed(visit);
  const handle = client.workflow.getHandle(workflowId);
  const sending = { client, waitMs, handle, updateId: fields.updateId ?? '' };
  const seen = await look(client, workflowId);
  if (!seen) return showInfo(context, visit, 'gone');
  const offer = offered(seen, action);
  const checked = offer && checkForm(offer, fields, visit.operator.name, visit.texts);
  const changed = offer && changesSince(seenIn(fields), offer.shown);
  if (checked && 'send' in checked && !changed) {
    const result = await tell(sending, checked.send);
    // Somebody else acted between our look and our update.
    if (result.kind === 'changed') return showChanged(context, visit, fields);
    return showResult(context, visit, workflowId, result, fields);
  }
  // Perhaps this form was sent before, and that is why the action is no longer offered, or not as it was.
  const before = await earlier(sending);
  if (before && before.kind !== 'changed') return showResult(context, visit, workflowId, before, fields);
  if (!offer || !checked) return showNotOffered(context, visit, seen, fields);
  if (changed) return showAnew(context, visit, seen, { offer, values: fields, changed });
  const errors = 'errors' in checked ? checked.errors : {};
  return showForm(context, { ...visit, reply: visit.reply.code(400) }, seen, {
    offer,
    values: fields,
    errors,
  });
}

/** The operator's decision was taken over something that has changed: the change is shown, and the decision asked again. */
async function showChanged(context: Context, visit: Visit, fields: Fields): Promise<FastifyReply> {
  const { workflowId, action } = addressed(visit);
  const seen = await look(context.options.client, workflowId);
  if (!seen) return showInfo(context, visit, 'gone');
  const offer = offered(seen, action);
  if (!offer) return showNotOffered(context, visit, seen, fields);
  const changed = changesSince(seenIn(fields), offer.shown);
  return showAnew(context, visit, seen, { offer, values: fields, changed });
}

async function showResult(
  context: Context,
  visit: Visit,
  workflowId: string,
  result: Exclude<UpdateResult, { kind: 'changed' }>,
  fields: Fields,
) {
  const { updateId } = fields;
  const { action } = addressed(visit);
  const operator = visit.operator.name;
  visit.request.log.info({ operator, workflowId, action, updateId, result }, 'an operator acted');
  if (result.kind === 'unknown') return showInfo(context, visit, 'unknown', { workflowId, resend: fields });
  if (result.kind === 'finished') return showInfo(context, visit, 'finished', { workflowId });
  const now = await lookAgain(context, visit, workflowId);
  return showInfo(context, visit, result.kind, {
    workflowId,
    said: result.said,
    subject: now && subjectOf(now, visit.texts),
    offers: result.kind === 'refused' ? now?.offers : undefined,
  });
}

/** The workflow after an update. If it can't be read, the update's answer is still shown. */
async function lookAgain(
  context: Context,
  { request }: Visit,
  workflowId: string,
): Promise<Seen | undefined> {
  try {
    return await look(context.options.client, workflowId);
  } catch (error) {
    request.log.warn({ err: error, workflowId }, 'what an operator did could not be looked at');
    return undefined;
  }
}

const showReader = (context: Context, visit: Visit): FastifyReply =>
  showInfo(context, visit, 'reader', { workflowId: addressed(visit).workflowId });

/** `fields`: of a form that was opened while the action was still offered: it is told what happened since. */
function showNotOffered(
  context: Context,
  visit: Visit,
  { workflowId, running, offers }: Seen,
  fields?: Fields,
): FastifyReply {
  if (!running) return showInfo(context, visit, 'finished', { workflowId });
  const now = offers.flatMap(({ shown = [] }) => shown).filter(({ what }) => what !== 'outcome');
  const changed = fields && changesSince(seenIn(fields), now);
  const sentences = new Set(changed && changedWords({ now: changed.now, gone: [] }, visit.texts));
  return showInfo(context, visit, 'notOffered', { workflowId, offers, changed: [...sentences] });
}

const offered = ({ offers }: Seen, action: string): ActionOffer | undefined =>
  offers.find((offer) => offer.action === action);

const addressed = ({ request }: Visit) => request.params as { workflowId: string; action: string };
