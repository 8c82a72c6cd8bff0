import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { own } from '../kit/records.ts';
import { isSame } from '../kit/requests.ts';
import { clock, newId, type PayPal, type Wire } from './books.ts';
import { OAuthError, PayPalError, refusal } from './errors.ts';

const URI = 'https://uri.paypal.com/services';
/** The scopes that the API's descriptions ask for. Inferred: that tokens list them in these words. */
const SCOPES = {
  orders: `${URI}/payments/payment`,
  payments: `${URI}/payments/payment/authcapture`,
  refunds: `${URI}/payments/refund`,
  webhooks: `${URI}/applications/webhooks`,
  disputes: `${URI}/disputes/read-seller`,
  reporting: `${URI}/reporting/search/read`,
} as const;
/** What a token can be allowed to do. */
export type Scope = keyof typeof SCOPES;

const LIFE_S = 32_400;
const APP = 'APP-80W284485P519543T';

/** POST /v1/oauth2/token: `grant_type=client_credentials` with HTTP Basic. */
export function giveToken(paypal: PayPal, request: FastifyRequest): Wire {
  const { clientId, clientSecret } = paypal.settings;
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
  const given = Buffer.from(value, 'base64').toString();
  if (scheme.toLowerCase() !== 'basic' || !isSame(given, `${clientId}:${clientSecret}`))
    throw new OAuthError(401, 'invalid_client', 'Client Authentication failed');
  const { grant_type } = (request.body ?? {}) as { grant_type?: unknown };
  if (grant_type !== 'client_credentials')
    throw new OAuthError(400, 'unsupported_grant_type', 'unsupported grant_type');
  const [key, token] = currentToken(paypal);
  return {
    scope: token.scopes.join(' '),
    access_token: key,
    token_type: 'Bearer',
    app_id: APP,
    expires_in: Math.floor((token.endsAt - clock(paypal)) / 1000),
    nonce: `${new Date(clock(paypal)).toISOString().slice(0, 19)}Z${randomBytes(24).toString('base64url')}`,
  };
}

/** The token that is given now. Inferred: as long as one has an hour left, PayPal gives it again. */
function currentToken(paypal: PayPal) {
  const { books, settings, lacks } = paypal;
  const now = clock(paypal);
  const minute = Object.values(books.tokens).filter(({ madeAt }) => now - madeAt < 60_000);
  const kept = Object.entries(books.tokens).find(([, { endsAt }]) => endsAt - now > 3_600_000);
  if (kept) return kept;
  if (minute.length >= settings.tokensPerMinute) throw new PayPalError(429);
  const scopes = ['openid', ...Object.values(SCOPES)].filter((scope) => !lacks.includes(scope));
  const token = { scopes, madeAt: now, endsAt: now + LIFE_S * 1000 };
  const key = `A21AA${newId(92)}`;
  books.tokens[key] = token;
  return [key, token] as const;
}

/** Throws 401 where the token is unknown, has ended or was revoked, and 403 where it lacks the scope. */
export function authenticate(paypal: PayPal, request: FastifyRequest, scope: Scope): void {
  const [scheme = '', key = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer' || !key) throw new PayPalError(401);
  const token = own(paypal.books.tokens, key);
  if (!token || token.endsAt <= clock(paypal)) throw refusedToken();
  if (!token.scopes.includes(SCOPES[scope])) throw refusal('PERMISSION_DENIED');
}

/** Inferred: all APIs answer a dead token in OAuth's shape; which of them do is not documented. */
const refusedToken = () => new OAuthError(401, 'invalid_token', 'Access Token not found in cache');

/** Ends all tokens, as the dashboard or a change of the app's rights does; answers how many. */
export function revokeTokens(paypal: PayPal): number {
  const revoked = Object.keys(paypal.books.tokens).length;
  paypal.books.tokens = {};
  return revoked;
}
