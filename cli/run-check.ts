import { webhookUrls } from '../config/links.ts';
import { Failure } from '../domain/failure.ts';
import type { WebhookMade } from '../gateways/gateway.ts';
import { type Checking, check } from './check.ts';
import { type Around, type Options, run, toJson } from './opening.ts';
import { checkText } from './text.ts';

type Made = { gateway: string } & (
  | WebhookMade
  | { failure: string; todo: string }
  | { withEachPayment: string }
);

/** Runs `incasso check`; answers its exit status. */
export const runCheck = (options: Options & { createWebhook: boolean }, around: Around): Promise<number> =>
  run(options, around, async (checking) => {
    // Before the check, so that the check finds the new endpoints.
    const webhooks = options.createWebhook ? await makeWebhooks(checking) : [];
    const sections = await check(checking);
    const wrong = sections.some(({ findings }) => findings.some((finding) => finding.ok === false));
    const ok = !wrong && !webhooks.some((made) => 'failure' in made);
    const text = () =>
      [checkText(sections, around.stdout.columns), ...webhooks.map(webhookText)].join('\n\n');
    return { ok, text: options.json ? toJson({ ok, systems: sections, webhooks }) : text() };
  });

function makeWebhooks({ config, connectors }: Checking): Promise<Made[]> {
  return Promise.all(
    Object.entries(connectors.gateways).map(async ([gateway, { createWebhook }]): Promise<Made> => {
      const urls = webhookUrls(config, gateway);
      if (!createWebhook) return { gateway, withEachPayment: urls[0] ?? '' };
      try {
        return { gateway, ...(await createWebhook(urls)) };
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return { gateway, failure: error.message, todo: error.whatToDo };
      }
    }),
  );
}

/** What was made at one gateway, in words. */
export function webhookText(made: Made): string {
  const { gateway } = made;
  if ('failure' in made)
    return `No webhook endpoint was made at gateway ${gateway}: ${made.failure}\n> ${made.todo}`;
  if ('withEachPayment' in made)
    return `Gateway ${gateway} needs no webhook endpoint: it is told the address with each payment, ${made.withEachPayment}.`;
  const { id, url, added, secret, setting } = made;
  if (secret === undefined) {
    const what = added.length > 0 ? `now it hears of ${added.join(', ')} too` : 'it lacked nothing';
    return `Gateway ${gateway} had ${id} for ${url} already: ${what}.`;
  }
  return [
    `Gateway ${gateway} has a new webhook endpoint, ${id} for ${url}.`,
    `What its notifications are checked with, shown this once: ${secret}`,
    `Put it into the environment variable that gateways.${gateway}.${setting} of incasso.yaml names, then restart API and worker.`,
  ].join('\n');
}
