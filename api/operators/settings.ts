import { hkdfSync } from 'node:crypto';
import type { Config, Operator } from '../../config/schema.ts';

/** What the operators' pages need of the configuration. */
export interface OperatorsSettings {
  people: Operator[];
  /** 32 bytes; signs sessions and the forms' tokens. */
  sessionKey: Uint8Array;
  /** The pages' path as browsers see it, without a slash at its end: a proxy can put the API under a path. */
  base: string;
  /** The browser talks TLS: cookies are for that alone. */
  secure: boolean;
  /** The Temporal UI, without a slash at its end. */
  uiUrl?: string;
  shops: string[];
}

export function operatorsSettings({ api, operators, temporal, shops }: Config): OperatorsSettings {
  const { protocol, pathname } = new URL(api.publicUrl);
  // One secret to keep: HKDF makes of it a key that tells nothing of the one that signs checkout links.
  const key = hkdfSync('sha256', api.checkoutSecret, '', 'incasso operators sessions', 32);
  return {
    people: operators,
    sessionKey: new Uint8Array(key),
    base: `${pathname.replace(/\/+$/, '')}/operators`,
    secure: protocol === 'https:',
    uiUrl: temporal.uiUrl?.replace(/\/+$/, ''),
    shops: Object.keys(shops),
  };
}
