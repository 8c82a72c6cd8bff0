import type { Config } from './schema.ts';

/** The name that gateways carry beside our payments: `installation`, otherwise host and path of `api.publicUrl`. */
export function installationName({ installation, api }: Pick<Config, 'installation' | 'api'>): string {
  if (installation !== undefined) return installation;
  const { host, pathname } = new URL(api.publicUrl);
  return `${host}${pathname.replace(/\/+$/, '')}`;
}

/** A customer's names as the operators' list shows them: whole, or initials where `privacy.customerInList` is false. */
export function customerLabel({ privacy }: Config, names: string[]): string {
  return privacy.customerInList
    ? names.join(' ').trim()
    : names.map((name) => `${[...name][0] ?? ''}.`).join(' ');
}
