import { describe, expect, it, onTestFinished } from 'vitest';
import { operatorsSettings } from '../../api/operators/settings.ts';
import type { Config } from '../../config/schema.ts';
import { timingOf } from '../../config/timing.ts';
import { gatewayKinds } from '../../gateways/index.ts';
import type { GatewayKind } from '../../gateways/kind.ts';
import { startStanding } from '../../temporal/standing.ts';
import { changed, demo, load, refusal } from './given.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** With a window for all gateways. */
const forAll = (page: string, text = demo) =>
  changed('  order: 72h\n', `  order: 72h\n  page: ${page}\n`, text);
const withOwn = (page: string, text = demo) =>
  changed('    kind: stripe\n', `    kind: stripe\n    page: ${page}\n`, text);
const pageMs = (config: Config, gateway = 'stripe') => timingOf(config, { gateway }).pageMs;

/** The demo's file with one gateway alone. */
const ofStripe = demo
  .replace(/\n {2}paypal:\n[\s\S]+?(?=\nerp:\n)/, '')
  .replace(/.*collect: (paypal|axerve|skrill|iwsmile).*\n/g, '');

describe('how long a page can be paid', () => {
  it('is what the gateway says, else what is said for all, else what is usual for its kind', () => {
    expect(pageMs(load(withOwn('45m')))).toBe(45 * MINUTE_MS);
    expect(pageMs(load(forAll('2h')))).toBe(2 * HOUR_MS);
    expect(pageMs(load(demo))).toBe(23 * HOUR_MS);
    expect(timingOf(load(demo), {}).pageMs).toBe(0);
  });

  it('that a gateway does not take is refused where it stands, and what is said for all only where it counts', () => {
    expect(refusal(withOwn('25h')).lines).toEqual([
      'incasso.yaml: gateways.stripe.page: takes pages of 30m to 24h: write a duration between',
    ]);
    expect(refusal(withOwn('29m')).lines).toHaveLength(1);
    expect(pageMs(load(withOwn('30m', forAll('15m', ofStripe))))).toBe(30 * MINUTE_MS);
  });
});

/** The demo with an account of a kind of its own beside the other: pages of a quarter of an hour, without a list or keys. */
function withQuick(facts: Partial<GatewayKind> = {}): Config {
  const kinds: Record<string, unknown> = gatewayKinds;
  const pageWindow = { minMs: 5 * MINUTE_MS, usualMs: 15 * MINUTE_MS, maxMs: 15 * MINUTE_MS };
  kinds.quick = { pageWindow, capabilities: [], ...facts };
  onTestFinished(() => void delete kinds.quick);
  const config = load(demo);
  Object.assign(config.gateways, { quick: { kind: 'quick', timeout: 1_000, slow: true } });
  return config;
}

describe('two gateways of which one has other facts', () => {
  it('have windows of their own, though no duration is in both', () => {
    const config = withQuick();
    expect([pageMs(config), pageMs(config, 'quick')]).toEqual([23 * HOUR_MS, 15 * MINUTE_MS]);
    const { leastPageMs, keyMs } = timingOf(config, { gateway: 'quick' });
    expect([leastPageMs, keyMs]).toEqual([5 * MINUTE_MS, undefined]);
    expect(timingOf(config, { gateway: 'stripe' })).toMatchObject({
      leastPageMs: 30 * MINUTE_MS,
      keyMs: 24 * HOUR_MS,
    });
  });

  it('wait as long for a refund to be found as their kind says', () => {
    const config = withQuick({ refundSeenMs: MINUTE_MS });
    const seenMs = (gateway: string) => timingOf(config, { gateway }).refundSeenMs;
    expect([seenMs('quick'), seenMs('stripe')]).toEqual([MINUTE_MS, undefined]);
  });

  it('may have a window that follows from the settings of the account', () => {
    const pageWindow = ({ slow }: { slow: boolean }) => ({
      minMs: HOUR_MS,
      usualMs: (slow ? 72 : 3) * HOUR_MS,
      maxMs: 72 * HOUR_MS,
    });
    expect(pageMs(withQuick({ pageWindow }), 'quick')).toBe(72 * HOUR_MS);
  });

  it('have a standing workflow each that lists what it told, and no other has one', async () => {
    const started: string[] = [];
    const client = {
      workflow: {
        start: async (_type: string, { workflowId }: { workflowId: string }) => void started.push(workflowId),
      },
    };
    const config = withQuick();
    await startStanding(client as never, config);
    const gateways = started.filter((id) => id.startsWith('gateway:'));
    expect(gateways).toEqual(['stripe', 'paypal', 'axerve', 'skrill'].map((name) => `gateway:${name}`));
    const shown = operatorsSettings(config).standing.map(({ workflowId }) => workflowId);
    expect(shown.filter((id) => id.startsWith('gateway:'))).toEqual(gateways);
  });
});
