import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { parsedJson, retryAfterMs, whyUnanswered } from '../../http/client.ts';
import type { PayPalSettings } from './settings.ts';

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

// So that none ends on its way.
const SPARE_MS = 60_000;

/** The key of all other calls, kept until it ends: who asks for one with each payment is answered 429. */
export interface Tokens {
  /** Throws GATEWAY_LOGIN_REFUSED, GATEWAY_AWAY: what it was wanted for was not sent. */
  current(what: string): Promise<string>;
  /** This one is not taken any more. */
  drop(token: string): void;
}

/** POST /v1/oauth2/token: developer.paypal.com/api/rest/authentication */
export function tokens(
  http: AxiosInstance,
  { clientId, clientSecret }: Pick<PayPalSettings, 'clientId' | 'clientSecret'>,
): Tokens {
  let known: { token: string; endsAt: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const away = (why: string, wait?: number) =>
      new Failure('GATEWAY_AWAY', 'away', `no access token: ${why}`, { retryAfterMs: wait });
    const answer = await http
      .request<string>({
        method: 'POST',
        url: '/v1/oauth2/token',
        data: 'grant_type=client_credentials',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        auth: { username: clientId, password: clientSecret },
      })
      .catch((error: unknown) => {
        throw away(whyUnanswered(error));
      });
    const { status, headers } = answer;
    const body = parsedJson(answer.data);
    if (body !== undefined && [400, 401, 403].includes(status))
      throw new Failure(
        'GATEWAY_LOGIN_REFUSED',
        'refused',
        `PayPal knows no app of this clientId and clientSecret (HTTP ${status})`,
      );
    const read = Token.safeParse(body);
    if (status !== 200 || !read.success) throw away(`HTTP ${status}`, retryAfterMs(headers['retry-after']));
    const { access_token: token, expires_in } = read.data;
    known = { token, endsAt: Date.now() + expires_in * 1000 - SPARE_MS };
    return token;
  }

  return {
    current(what) {
      if (known && Date.now() < known.endsAt) return Promise.resolve(known.token);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      // Several wait for one token: each is told under its own name.
      return asking.catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        const { code, kind, message, retryAfterMs } = error;
        throw new Failure(code, kind, `${what}: ${message}`, { retryAfterMs });
      });
    },
    drop(token) {
      if (known?.token === token) known = undefined;
    },
  };
}
