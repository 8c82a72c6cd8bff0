import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiUrl, demoEnvironment } from './environment.ts';
import type { Mishaps } from './kit/faults.ts';
import type { Offer, Setting } from './kit/system.ts';
import type { Ports } from './ports.ts';
import { gateways, type Running, type ShopName, type SystemName, systemNames, systems } from './systems.ts';

/** What the sandboxes are started with. */
export interface SandboxesOptions {
  /** Where books are kept; without it they live in memory only. */
  folder?: string;
  ports: Ports;
  /** Name of the shop that announces its orders. */
  shop: string;
  /** Each sandbox adds the function that closes it. */
  closing: (() => Promise<unknown>)[];
  /** What goes wrong with requests to each system, by its name, and with the notifications of gateways. */
  mishaps?: (system: SystemName) => Mishaps;
  misdeliveries?: Setting['misdeliveries'];
}

/** The systems around Incasso, running, with what incasso.yaml takes from the environment. */
export type Sandboxes = Running & { env: Record<string, string> };

/** Starts the sandboxes of shops, gateways and ERPs, each at its port. */
export async function startSandboxes(options: SandboxesOptions): Promise<Sandboxes> {
  const { folder, ports, shop, closing, mishaps, misdeliveries } = options;
  const files = await openFiles(folder, closing);
  const started: [string, unknown][] = [];
  for (const name of systemNames) {
    const sandbox = await systems[name].start({
      port: ports[name],
      file: folder && join(folder, `${name}.json`),
      files,
      api: apiUrl(ports),
      shop,
      offers: offersIn(name),
      mishaps: mishaps?.(name),
      misdeliveries,
    });
    closing.push(() => sandbox.close());
    started.push([name, sandbox]);
  }
  const running = Object.fromEntries(started) as Running;
  return { ...running, env: demoEnvironment(ports, files, running) };
}

/** The payment methods of all gateways, as this shop calls them; of what is no shop, none. */
const offersIn = (name: SystemName): Offer[] =>
  Object.values(gateways).flatMap(({ methods, title }) =>
    name in methods ? [{ code: methods[name as ShopName], title }] : [],
  );

/** The folder of the ERP that works with files: in the world's folder, or else a temporary one. */
async function openFiles(folder: string | undefined, closing: (() => Promise<unknown>)[]): Promise<string> {
  if (folder) return join(folder, 'exchange');
  const temporary = await mkdtemp(join(tmpdir(), 'incasso-exchange-'));
  closing.push(() => rm(temporary, { recursive: true, force: true }));
  return temporary;
}
