import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { formatMoney } from '../../domain/money.ts';
import { type Changes, nameOf } from '../../domain/shown.ts';
import type { ActionOffer } from '../../workflows/messages.ts';
import { writtenAmount } from './amount.ts';
import { type Context, pathOf, show, type Visit } from './context.ts';
import { denialHints, likelyStep, subjectOf } from './facts.ts';
import { checkForm, type Fields } from './forms.ts';
import { timeText, writtenTime } from './italian-time.ts';
import { documentOf, type Seen } from './seen.ts';
import { changedWords, sentenceOf } from './shown-words.ts';

const DANGEROUS: ActionOffer['action'][] = ['refund', 'capture', 'cancelOrder'];

/** A form as it is opened: what was typed, what is wrong with it, and what changed since it was opened before. */
export interface Opened {
  offer: ActionOffer;
  values: Fields;
  errors?: Fields;
  changed?: Changes;
}

/** Sends the form of an action that is offered now. */
export async function showForm(
  context: Context,
  visit: Visit,
  seen: Seen,
  { offer, values, errors = {}, changed }: Opened,
): Promise<FastifyReply> {
  const { texts } = visit;
  const words = texts.actions[offer.action];
  const document = offer.action === 'resolve' ? await documentOf(context.options.client, seen) : undefined;
  return show(context, visit, 'form', words.name, {
    operator: visit.operator,
    offer,
    words,
    subject: subjectOf(seen, texts),
    values,
    errors,
    // What the form shows is what is decided over: its names come back with the form.
    seen: JSON.stringify((offer.shown ?? []).map(nameOf)),
    shown: (offer.shown ?? []).map((one) => sentenceOf(one, texts)),
    changed: changed && changedWords(changed, texts),
    most: 'most' in offer ? formatMoney(offer.most, texts.locale) : undefined,
    until:
      'until' in offer
        ? { text: timeText(offer.until, texts.locale), written: writtenTime(offer.until) }
        : undefined,
    negativeHints: denialHints(seen, document, texts),
    danger: DANGEROUS.includes(offer.action),
    back: pathOf(context, seen.workflowId),
  });
}

/** A form as it is opened: its own id, the whole amount, the step that is probably meant; no outcome is suggested. */
export function prefilled(offer: ActionOffer, { order }: Seen, { texts }: Visit): Fields {
  const fields: Fields = { updateId: randomUUID() };
  if ('most' in offer) fields.amount = writtenAmount(offer.most, texts.language === 'en' ? 'en' : 'it');
  if (offer.action === 'retry') fields.step = likelyStep(offer.steps, order) ?? '';
  return fields;
}

/** The form as it was filled in, above what is true now; sent again, it is another update. */
export function showAnew(
  context: Context,
  visit: Visit,
  seen: Seen,
  { offer, values, changed }: Opened,
): Promise<FastifyReply> {
  const { texts, operator, reply, request } = visit;
  const { workflowId } = seen;
  const about = { operator: operator.name, workflowId, action: offer.action, changed };
  request.log.info(about, 'changed since an operator opened a form');
  const checked = checkForm(offer, values, operator.name, texts);
  const errors = 'errors' in checked ? checked.errors : {};
  const anew = { offer, values: { ...values, updateId: randomUUID() }, errors, changed };
  return showForm(context, { ...visit, reply: reply.code(409) }, seen, anew);
}
