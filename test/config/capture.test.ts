import { describe, expect, it, onTestFinished } from 'vitest';
import { captureProblems } from '../../config/gateways.ts';
import type { Capability } from '../../gateways/gateway.ts';
import { gatewayKinds } from '../../gateways/index.ts';

/** A kind that can do so much, for one test. */
function aKind(name: string, capabilities: Capability[]): void {
  const kinds: Record<string, unknown> = gatewayKinds;
  kinds[name] = { capabilities };
  onTestFinished(() => void delete kinds[name]);
}

describe('money that is to be held', () => {
  it('is held only by a kind that takes it later and lets go of it', () => {
    aKind('holds', ['capture', 'void']);
    aKind('agrees', ['capture']);
    const problems = (kind: string, capture: string) =>
      captureProblems({ cards: { kind, capture } }, []).map(({ path }) => path.join('.'));
    for (const capture of ['onShipment', 'byHand']) {
      expect(problems('holds', capture)).toEqual([]);
      expect(problems('agrees', capture)).toEqual(['gateways.cards.capture']);
    }
    expect(problems('agrees', 'now')).toEqual([]);
    // A kind that nobody knows is told elsewhere.
    expect(problems('unheard', 'onShipment')).toEqual([]);
    expect(problems('constructor', 'onShipment')).toEqual([]);
  });

  it('is held only by an account that is set so', () => {
    const shop = { kind: 'axerve', environment: 'test', shopLogin: 'GESPAY00001', apiKey: 'a'.repeat(40) };
    const problems = (more: object) =>
      captureProblems({ sella: { ...shop, capture: 'byHand', ...more } }, []).map(({ message }) => message);
    expect(problems({ shopCapture: 'separated' })).toEqual([]);
    expect(problems({})).toEqual([expect.stringContaining('shopCapture: separated')]);
    expect(problems({ capture: 'now' })).toEqual([]);
  });

  it('by a line of the mapping is so, too, and no line says it of money that no gateway here takes', () => {
    aKind('holds', ['capture', 'void']);
    aKind('agrees', ['capture']);
    const gateways = { one: { kind: 'holds' }, other: { kind: 'agrees' } };
    const problems = (collect: string, capture: string) =>
      captureProblems(gateways, [{ collect: 'one' }, { collect, capture }]).map(({ path }) => path.join('.'));
    expect(problems('one', 'onShipment')).toEqual([]);
    expect(problems('other', 'onShipment')).toEqual(['mapping.payments.1.capture']);
    expect(problems('other', 'now')).toEqual([]);
    expect(problems('offline', 'now')).toEqual(['mapping.payments.1.capture']);
    // There the shop's own gateway holds it.
    expect(problems('prepaid', 'onShipment')).toEqual([]);
  });
});
