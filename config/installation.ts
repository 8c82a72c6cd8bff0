import type { Config } from './schema.ts';

/** What gateways know this installation by: its address, which no other has, unless it is given a name. */
export function installationName({ installation, api }: Pick<Config, 'installation' | 'api'>): string {
  if (installation !== undefined) return installation;
  const { host, pathname } = new URL(api.publicUrl);
  return `${host}${pathname.replace(/\/+$/, '')}`;
}
