import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Operator } from '../../config/operators.ts';
import type { ApiOptions } from '../options.ts';
import { type PageName, type Pages, pages } from './pages.ts';
import type { Session, Sessions } from './sessions.ts';
import { english } from './texts/en.ts';
import { italian, type Texts } from './texts/it.ts';

/** What all the operators' routes work with. */
export interface Context {
  options: ApiOptions;
  sessions: Sessions;
}

/** One request of somebody who is signed in. */
export interface Visit {
  request: FastifyRequest;
  reply: FastifyReply;
  texts: Texts;
  session: Session;
  operator: Operator;
}

/** Italian, unless the browser would rather have English. */
export const textsFor = (request: FastifyRequest): Texts =>
  request.language(['it', 'en']) === 'en' ? english : italian;

/** Where a workflow's page is, and the form of one of its actions. */
export const pathOf = ({ options }: Context, workflowId: string, action?: string): string =>
  [options.operators.base, encodeURIComponent(workflowId), ...(action ? [action] : [])].join('/');

/** A charge's own page at its gateway; undefined for what the shop took, and for a gateway that has no such pages or is no longer configured. */
export const chargePathOf = (
  { options: { gateways } }: Context,
  gateway: string,
  charge: string,
): string | undefined => (Object.hasOwn(gateways, gateway) ? gateways[gateway]?.links?.(charge) : undefined);

/** The workflow in the Temporal UI; undefined where nobody said where that is. */
export function temporalPathOf(
  { options: { client, operators } }: Context,
  workflowId: string,
): string | undefined {
  const { uiUrl } = operators;
  return (
    uiUrl && `${uiUrl}/namespaces/${client.options.namespace}/workflows/${encodeURIComponent(workflowId)}`
  );
}

/** Sends a page; `session` is whose forms it has. */
export function show<P extends PageName>(
  context: Context,
  { request, reply, session }: Pick<Visit, 'request' | 'reply'> & { session?: Session },
  page: P,
  title: string,
  data: Pages[P],
): FastifyReply {
  const html = pages[page]({
    t: textsFor(request),
    base: context.options.operators.base,
    operator: session?.operator,
    token: session && context.sessions.token(session),
    page,
    title,
    ...data,
  });
  return reply.type('text/html; charset=utf-8').send(html);
}
