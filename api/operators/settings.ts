import { hkdfSync } from 'node:crypto';
import { listedMsOf } from '../../config/gateways.ts';
import type { Operator } from '../../config/operators.ts';
import type { Config } from '../../config/schema.ts';
import { erpWorkflowId, gatewayWorkflowId, shopWorkflowId, watchWorkflowId } from '../../domain/ids.ts';
import type { Seen } from './seen.ts';

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
  /** The workflows that live for ever. */
  standing: Pick<Seen, 'kind' | 'workflowId'>[];
}

export function operatorsSettings(config: Config): OperatorsSettings {
  const { api, operators, temporal, shops } = config;
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
    standing: standingOf(config),
  };
}

/** The same that the worker starts: gateways that have a list of notifications, shops whose orders are imported. */
function standingOf({ gateways, erp, shops, temporal }: Config): OperatorsSettings['standing'] {
  const named = (kind: Seen['kind'], names: string[], idOf: (name: string) => string) =>
    names.map((name) => ({ kind, workflowId: idOf(name) }));
  const listing = Object.keys(gateways).filter((name) => {
    const settings = gateways[name];
    return settings && listedMsOf(settings) !== undefined;
  });
  const importing = Object.keys(shops).filter((name) => shops[name]?.import.enabled);
  return [
    ...named('gateway', listing, gatewayWorkflowId),
    ...named('shop', importing, shopWorkflowId),
    ...named('erp', Object.keys(erp), erpWorkflowId),
    ...named('watch', [temporal.taskQueue], watchWorkflowId),
  ];
}
