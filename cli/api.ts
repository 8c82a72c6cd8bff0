import { z } from 'zod';
import type { Config } from '../config/schema.ts';
import { bad, type Finding, good, note } from '../domain/finding.ts';
import { httpClient, whyUnanswered } from '../http/client.ts';

const ANSWER_MS = 8_000;
const Ready = z.union([
  z.object({ status: z.literal('ready') }),
  z.object({ error: z.object({ code: z.string() }) }),
]);

/** Checks that `api.publicUrl`, the address that customers and gateways get, leads to our API. */
export async function checkApi({ api }: Config): Promise<Finding[]> {
  const url = api.publicUrl.replace(/\/+$/, '');
  const subject = 'public address';
  let answer: unknown;
  try {
    answer = (await httpClient(url, ANSWER_MS, { maxRedirects: 5 }).get('/health/ready')).data;
  } catch (error) {
    // A note, not an error: the public address often can't be reached from inside the network.
    return [
      note(
        subject,
        `${url} gives no answer here: ${whyUnanswered(error)}`,
        `Start the API and the proxy before it; then open ${url}/health from outside.`,
      ),
    ];
  }
  const ready = Ready.safeParse(answer);
  if (!ready.success)
    return [
      bad(subject, `something else than our API answers at ${url}`, 'Correct api.publicUrl, or the proxy.'),
    ];
  return 'error' in ready.data
    ? [bad(subject, `${url} answers, and does not reach Temporal`, 'See what is said of temporal.')]
    : [good(subject, `${url} leads to our API`)];
}
