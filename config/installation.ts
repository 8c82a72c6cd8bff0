import type { Config } from './schema.ts';

/** What gateways know this installation by: its address, which no other has, unless it is given a name. */
export function installationName({ installation, api }: Pick<Config, 'installation' | 'api'>): string {
  if (installation !== undefined) return installation;
  const { host, pathname } = new URL(api.publicUrl);
  return `${host}${pathname.replace(/\/+$/, '')}`;
}

/** A customer's names as the operators' list shows them: whole, or initials where privacy asks for them. */
export function customerLabel({ privacy }: Config, names: string[]): string {
  return privacy.customerInList
    ? names.join(' ').trim()
    : names.map((name) => `${[...name][0] ?? ''}.`).join(' ');
}
