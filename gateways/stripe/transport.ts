import { AxiosError } from 'axios';
import type Stripe from 'stripe';
import { asText, httpClient, keptAlive, parsedJson } from '../../http/client.ts';

/** An answer that is not Stripe's: a proxy's page. The library forgets its status, by which it has to be sorted. */
export class UnreadableAnswer extends Error {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  constructor(status: number, headers: Record<string, string | string[]>) {
    super(`HTTP ${status} with a body that is not Stripe's`);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * The library's own HTTP client has neither a deadline nor a size limit. Ours has both, and sends what the library gives
 * it, unchanged.
 */
export function overOurs(timeout: number): Stripe.HttpClient {
  const http = httpClient('', timeout, {
    ...keptAlive(timeout),
    ...asText,
    transformRequest: (body: unknown) => body,
  });
  return {
    getClientName: () => 'node',
    async makeRequest(host, port, path, method, headers, data, protocol) {
      const name = host.includes(':') ? `[${host}]` : host;
      const answer = await http
        .request<string>({
          url: `${protocol}://${name}:${port}${path}`,
          method,
          headers: { 'Accept-Encoding': 'identity', ...headers } as Record<string, string>,
          data: data || undefined,
        })
        .catch(onceSent);
      const { status } = answer;
      const sent = { ...answer.headers } as UnreadableAnswer['headers'];
      const body = parsedJson(answer.data);
      return {
        getStatusCode: () => status,
        getHeaders: () => sent,
        getRawResponse: () => ({ statusCode: status, headers: sent }),
        toStream: () => {
          throw new Error('nothing of Stripe is read as a stream');
        },
        toJSON: async () => {
          if (isStripes(body, status)) return body;
          throw new UnreadableAnswer(status, sent);
        },
      };
    },
  };
}

/** The library repeats a request once where the connection was cut; not where the answer had begun. */
function onceSent(error: unknown): never {
  if (error instanceof AxiosError && error.response) error.code = 'ANSWER_CUT';
  throw error;
}

/** Without this the library takes a proxy's `{"message": "..."}` with status 502 for a success. */
function isStripes(body: unknown, status: number): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return status < 400 || ('error' in body && typeof body.error === 'object' && body.error !== null);
}
