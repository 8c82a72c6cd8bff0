import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { System } from './kit/system.ts';
import type { Ports } from './ports.ts';
import { type Running, systemNames, systems } from './systems.ts';

/** Where our API is. */
export const apiUrl = ({ api }: Pick<Ports, 'api'>): string => addressOf(api);

export const addressOf = (port: number): string => `http://127.0.0.1:${port}`;

/**
 * What the demo's incasso.yaml takes from the environment. The keys open nothing but the sandboxes. Without the running ones:
 * for programs that are started, but call none of them.
 */
export function demoEnvironment(ports: Ports, files: string, running?: Running): Record<string, string> {
  const ofSystems = systemNames.map((name) => {
    const system: System = systems[name];
    return system.environment({ url: addressOf(ports[name]), files }, running?.[name]);
  });
  return Object.assign(
    { INCASSO_PUBLIC_URL: apiUrl(ports), INCASSO_CHECKOUT_SECRET: ports.checkoutSecret },
    ...ofSystems,
  );
}

/** Writes the file `environment` for a shell to read, so that other commands (`incasso check`) speak to this world. */
export async function writeEnvironment(folder: string, env: Record<string, string>): Promise<void> {
  const lines = Object.entries(env).map(([name, value]) => `${name}='${value}'\n`);
  await writeFile(join(folder, 'environment'), lines.join(''), { mode: 0o600 });
}
