import { appendFileSync, existsSync, mkdirSync, watch, writeFileSync } from 'node:fs';
import { createSandbox, type Sandbox, type SandboxOptions } from '../kit/kit.ts';
import { answer, becomes, readFolder } from './answering.ts';
import type { Books, Places, PlannedAnswer, World } from './books.ts';

export type { BookedDocument, Books as ExchangeBooks } from './books.ts';

const seedPayments =
  'id;description\n1;Nessuno\n2;Bonifico\n3;Carta di credito (Stripe)\n4;PayPal\n5;Contrassegno\n';
const states: Record<string, string> = { ship: 'shipped', invoice: 'invoiced', cancel: 'cancelled' };

/**
 * A stand-in of accounting software that works on a folder: it reads each new document, checks it against the published
 * schema, books it and answers with a file. Beside the kit's addresses: `POST /_sandbox/answers` (see `PlannedAnswer`),
 * `POST /_sandbox/documents/:name/{ship|invoice|cancel|answer}` (`{tracking}` with ship) · `POST /_sandbox/articles {unknown}` · `POST /_sandbox/payments {description}`.
 */
export function createExchangeSandbox(options: SandboxOptions & Places): Promise<Sandbox<Books>> {
  const { folder, payments, ...rest } = options;
  mkdirSync(folder, { recursive: true });
  if (!existsSync(payments)) writeFileSync(payments, seedPayments);
  const initial: Books = { documents: {}, lastNumber: 0, unknownArticles: ['NO-SUCH-ARTICLE'], planned: [] };
  return createSandbox<Books>(rest, initial, (sandbox) => {
    const world: World = { sandbox, folder, payments };
    const watcher = watch(folder, () => readFolder(world));
    sandbox.app.addHook('onClose', async () => watcher.close());
    steeringRoutes(world);
    readFolder(world);
  });
}

function steeringRoutes(world: World): void {
  const { app, books, save } = world.sandbox;
  let lastPayment = 100;
  app.post<{ Body: PlannedAnswer }>('/_sandbox/answers', ({ body }) => {
    books.planned.push({ ...body });
    save();
    return { planned: books.planned };
  });
  type Acted = { Params: { name: string; act: string }; Body: { tracking?: string } | null };
  app.post<Acted>('/_sandbox/documents/:name/:act', ({ params, body }) => {
    const state = states[params.act];
    if (state) becomes(world, params.name, state, body?.tracking);
    else if (params.act === 'answer') answer(world, params.name);
    else throw new TypeError(`no such act: ${params.act}`);
    return { name: params.name };
  });
  app.post<{ Body: { unknown: string[] } }>('/_sandbox/articles', ({ body }) => {
    books.unknownArticles = body.unknown;
    save();
    return { unknown: books.unknownArticles };
  });
  app.post<{ Body: { description: string } }>('/_sandbox/payments', ({ body }) => {
    lastPayment += 1;
    appendFileSync(world.payments, `${lastPayment};${body.description}\n`);
    return { id: String(lastPayment) };
  });
}
