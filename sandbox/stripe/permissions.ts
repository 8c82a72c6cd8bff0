import type { Stripe } from './books.ts';
import { invalidRequest } from './errors.ts';

/** The name of a restricted key's permission for each resource; refunds have that of charges. */
const resources: [path: RegExp, name: string][] = [
  [/^\/v1\/checkout\/sessions\b/, 'checkout_session'],
  [/^\/v1\/payment_intents\b/, 'payment_intent'],
  [/^\/v1\/(charges|refunds)\b/, 'charge'],
  [/^\/v1\/disputes\b/, 'dispute'],
  [/^\/v1\/events\b/, 'event'],
  [/^\/v1\/webhook_endpoints\b/, 'webhook'],
  [/^\/v1\/account\b/, 'accounts_kyc_basic'],
];
/** The id of the account. */
export const ACCOUNT = 'acct_1SandboxIncasso';

/** Throws Stripe's 403 where `Stripe-Account` names another account. */
export function ofAccount({ settings }: Stripe, account: string | undefined): void {
  if (account === undefined || account === ACCOUNT) return;
  throw invalidRequest(
    `The provided key '${masked(settings.secretKey)}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
    'account_invalid',
    undefined,
    403,
  );
}

const masked = (key: string): string => `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`;

/** Throws Stripe's 403 where the key lacks the permission for this call. */
export function authorize({ lacks, settings }: Stripe, method: string, url: string): void {
  const name = resources.find(([path]) => path.test(url))?.[1];
  const needed = `rak_${name}_${method === 'GET' ? 'read' : 'write'}`;
  if (!lacks.includes(needed)) return;
  throw invalidRequest(
    `The provided key '${masked(settings.secretKey)}' does not have the required permissions for this endpoint on account '${ACCOUNT}'. Having the '${needed}' permission would allow this request to continue.`,
    undefined,
    undefined,
    403,
  );
}
