import { randomUUID } from 'node:crypto';
import type { Config } from '../../config/schema.ts';
import { gatewayWorkflowId } from '../../domain/ids.ts';
import * as g from '../../workflows/standing/gateway/messages.ts';
import { type Bench, until } from './bench.ts';

/** The demo's Stripe under a name that no other test uses: their workflows meet in one namespace. */
export function alone(config: Config, catchUpMs: number): string {
  const { stripe } = config.gateways;
  if (!stripe) throw new Error('the demo has a gateway');
  config.gateways = { stripe };
  config.windows.catchUp = catchUpMs;
  return `stripe-${renamed(config)}`;
}

/** The demo's gateways, each under a name that no other test uses; what is added to their names. */
export function renamed(config: Config): string {
  const added = randomUUID().slice(0, 8);
  const nameOf = (name: string) => `${name}-${added}`;
  const gateways = new Set(Object.keys(config.gateways));
  for (const mapping of config.mapping.payments)
    if (gateways.has(mapping.collect)) mapping.collect = nameOf(mapping.collect);
  config.gateways = Object.fromEntries(
    Object.entries(config.gateways).map(([name, settings]) => [nameOf(name), settings]),
  );
  return added;
}

/** The demo's Mexal under a name that no other test uses, as the ERP of all shops; `changes` are its settings. */
export function aloneErp(config: Config, changes: object): string {
  const name = `books-${randomUUID().slice(0, 8)}`;
  const { mexal } = config.erp;
  if (!mexal) throw new Error('the demo has an ERP');
  config.erp = { [name]: { ...mexal, ...changes } };
  for (const shop of Object.values(config.shops)) shop.erp = name;
  return name;
}

/** Reads a gateway's workflow, and sends it what operators send. */
export function watching(bench: Bench, name: string) {
  const handle = bench.world.client.workflow.getHandle(gatewayWorkflowId(name));
  const view = () => handle.query(g.gatewayQuery);
  return {
    handle,
    view,
    /** Waits for a number of further looks. */
    async looks(times: number): Promise<g.GatewayView> {
      let { lookedAt } = await view();
      for (let seen = 0; seen < times; seen += 1)
        lookedAt = await until('a look', async () => {
          const now = (await view()).lookedAt;
          return now !== lookedAt ? now : undefined;
        });
      return view();
    },
    sees: (wanted: (seen: g.GatewayView) => boolean) =>
      until('what the gateway says', async () => {
        const seen = await view();
        return wanted(seen) ? seen : undefined;
      }),
    goesBack: (order: object) =>
      handle.executeUpdate(g.catchUpFromUpdate, { args: [order as g.CatchUpFrom] }),
  };
}
