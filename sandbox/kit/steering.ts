import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Sandbox } from './kit.ts';

/** How often something is to go wrong: a number, also as text. */
export const times = z.coerce.number().int().positive().default(1);
/** A time in ms: a number, also as text. */
export const ms = z.coerce.number().int().min(0);

/** What goes wrong with the next `times` notifications, or with those of `type`. */
export interface OrderedMisbehaviour<Mode extends string, Type extends string = string> {
  mode: Mode;
  times: number;
  ms?: number;
  type?: Type;
}

/** The schema of a misbehaviour that can be ordered. */
export const misbehaviourOf = <const Mode extends readonly string[], Type extends string = string>(
  modes: Mode,
  type: z.ZodType<Type> = z.string() as unknown as z.ZodType<Type>,
) => z.strictObject({ mode: z.enum(modes), times, ms: ms.optional(), type: type.optional() });

/** Takes the next misbehaviour of these modes for a notification of this type. */
export function takeMisbehaviour<Mode extends string, Type extends string>(
  misbehaviours: OrderedMisbehaviour<Mode, Type>[],
  ofType: Type,
  isMeant: (mode: Mode) => boolean,
): OrderedMisbehaviour<Mode, Type> | undefined {
  const fault = misbehaviours.find(
    ({ mode, type }) => isMeant(mode) && (type === undefined || type === ofType),
  );
  if (!fault) return undefined;
  fault.times -= 1;
  if (fault.times <= 0) misbehaviours.splice(misbehaviours.indexOf(fault), 1);
  return fault;
}

/** Adds an address that only a sandbox has. */
export type Steer = <Body extends z.ZodType>(
  path: string,
  schema: Body,
  run: (body: z.output<Body>, id: string) => unknown,
) => void;

/**
 * Adds `POST /_sandbox/<path>`, with a JSON body; a mistake in it is answered 400 with its reason. `refusal`: how an error
 * of the system itself is answered; any other is thrown on.
 */
export const steering =
  (
    { app, save }: Pick<Sandbox<object>, 'app' | 'save'>,
    refusal: (error: unknown) => { status: number; body: unknown } | undefined,
  ): Steer =>
  (path, schema, run) =>
    app.post<{ Params: { id: string } }>(`/_sandbox/${path}`, async (request, reply) => {
      const body = schema.safeParse(request.body ?? {});
      if (!body.success) return reply.code(400).send({ error: { message: z.prettifyError(body.error) } });
      try {
        const answer = await run(body.data, request.params.id);
        save();
        return answer ?? { done: path };
      } catch (error) {
        const refused = refusal(error);
        if (!refused) throw error;
        return reply.code(refused.status).send(refused.body);
      }
    });

/** A sandbox whose notifications can go wrong. */
interface Misbehaving<One> {
  sandbox: Pick<Sandbox<object>, 'app' | 'advance'>;
  books: { outbox: unknown[] };
  misbehaviours: One[];
}

/** Orders, shows and forgets misbehaviours: `POST`, `GET` and `DELETE /_sandbox/webhooks`. */
export function misbehaviourRoutes<One>(
  { sandbox: { app }, books, misbehaviours }: Misbehaving<One>,
  on: Steer,
  misbehaviour: z.ZodType<One>,
): void {
  on('webhooks', misbehaviour, (body) => {
    misbehaviours.push(body);
    return { misbehaviours };
  });
  app.get('/_sandbox/webhooks', () => ({ misbehaviours, outbox: books.outbox }));
  app.delete('/_sandbox/webhooks', () => ({ removed: misbehaviours.splice(0).length }));
}

/** The buttons of the sandbox's own page: they order and forget misbehaviours, and move its clock by hours. */
export function dashboardButtons<One>(
  { sandbox, misbehaviours }: Misbehaving<One>,
  misbehaviour: z.ZodType<One>,
  noSuch = 'No such misbehaviour',
): void {
  const app: FastifyInstance = sandbox.app;
  app.post<{ Body: { hours?: string } }>('/dashboard/clock', (request, reply) => {
    sandbox.advance((Number(request.body?.hours) || 0) * 3600);
    return reply.redirect('/', 303);
  });
  app.post('/dashboard/webhooks', (request, reply) => {
    const wanted = misbehaviour.safeParse(request.body);
    if (!wanted.success) return reply.code(400).type('text/plain').send(noSuch);
    misbehaviours.push(wanted.data);
    return reply.redirect('/', 303);
  });
  app.post('/dashboard/webhooks/clear', (_request, reply) => {
    misbehaviours.splice(0);
    return reply.redirect('/', 303);
  });
}
