import type { FastifyReply } from 'fastify';
import type { ActionOffer } from '../../workflows/messages.ts';
import { type Context, pathOf, show, temporalPathOf, type Visit } from './context.ts';
import type { Fields } from './forms.ts';
import { kindOf } from './seen.ts';
import type { Texts } from './texts/it.ts';

type InfoName = Exclude<keyof Texts['infos'], 'said'>;

const looks: Record<InfoName, { status: number; tone: 'good' | 'bad' | 'wait' }> = {
  done: { status: 200, tone: 'good' },
  refused: { status: 422, tone: 'bad' },
  notOffered: { status: 409, tone: 'wait' },
  unknown: { status: 202, tone: 'wait' },
  away: { status: 503, tone: 'wait' },
  gone: { status: 404, tone: 'wait' },
  finished: { status: 410, tone: 'wait' },
  reader: { status: 403, tone: 'wait' },
  stale: { status: 403, tone: 'wait' },
  notFound: { status: 404, tone: 'wait' },
  fault: { status: 500, tone: 'bad' },
};

interface InfoData {
  workflowId?: string;
  /** The workflow's own sentence. */
  said?: string;
  /** What it is about, and how that stands now. */
  subject?: string;
  /** What happened since the form was opened. */
  changed?: string[];
  /** What is possible now. */
  offers?: ActionOffer[];
  /** What was typed into the form of this address, to be sent once more. */
  resend?: Fields;
  /** Where the form is opened anew. */
  again?: string;
  /** The id by which the request is found in the log. */
  code?: string;
  status?: number;
}

/** A page that says how something ended, with the ways on from there. */
export function showInfo(
  context: Context,
  visit: Pick<Visit, 'request' | 'reply' | 'texts'> & Partial<Pick<Visit, 'session'>>,
  name: InfoName,
  { workflowId, offers, status, resend, again, ...data }: InfoData = {},
): FastifyReply {
  const { texts, reply } = visit;
  const words = texts.infos[name];
  const uiHref = workflowId && temporalPathOf(context, workflowId);
  const links = [
    ...(again ? [{ href: again, text: texts.infos.stale.button }] : []),
    ...(workflowId ? [{ href: pathOf(context, workflowId), text: backTo(workflowId, texts) }] : []),
    ...(uiHref ? [{ href: uiHref, text: texts.workflow.inTemporal }] : []),
    { href: context.options.operators.base, text: texts.workflow.home },
  ];
  if (name === 'away') reply.header('retry-after', '30');
  return show(context, { ...visit, reply: reply.code(status ?? looks[name].status) }, 'info', words.title, {
    ...data,
    words,
    tone: looks[name].tone,
    links,
    resend: resend && Object.entries(resend).filter(([field]) => field !== 'token'),
    offers: workflowId && offers ? offerCards(context, workflowId, offers, texts) : undefined,
  });
}

/** The actions offered, as links to their forms. */
export const offerCards = (context: Context, workflowId: string, offers: ActionOffer[], texts: Texts) =>
  offers.map(({ action }) => ({
    href: pathOf(context, workflowId, action),
    name: texts.actions[action].name,
    what: texts.actions[action].what,
  }));

const backTo = (workflowId: string, { workflow }: Texts): string =>
  workflow.backTo[kindOf(workflowId) ?? 'late'];
