import { afterAll, beforeAll, expect, it } from 'vitest';
import { shortened } from '../../sandbox/stories/configuration.ts';
import { titleOf } from '../../sandbox/stories/histories.ts';
import { stories } from '../../sandbox/stories/index.ts';
import type { Cast } from '../../sandbox/stories/story.ts';
import { castOf, type StoryResult, tell } from '../../sandbox/storyteller.ts';
import { summary } from '../../sandbox/summary.ts';
import { renamed } from '../workflows/gateway-steps.ts';
import { testWorld } from '../world.ts';

const LONGER_THAN_PATIENCE_MS = 90_000;

const HALVES = ['first', 'second'] as const;

/** Tests that tell half of the demo's stories in a world of their own: the halves go on beside each other. */
export function tellsStories(half: (typeof HALVES)[number]): void {
  const ofHalf = stories.filter((_story, n) => n % HALVES.length === HALVES.indexOf(half));
  let cast: Cast;
  const told: StoryResult[] = [];
  beforeAll(async () => {
    const { world } = await testWorld(
      (config) => {
        shortened(config);
        const added = renamed(config);
        // The ERPs too: their workflows read documents for this world only.
        const nameOf = (erp: string) => `${erp}-${added}`;
        config.erp = Object.fromEntries(
          Object.entries(config.erp).map(([erp, settings]) => [nameOf(erp), settings]),
        );
        for (const shop of Object.values(config.shops)) shop.erp = nameOf('mexal');
        if (config.deposits?.document !== 'none')
          Object.assign(config.deposits?.document ?? {}, { erp: nameOf('gestionale') });
      },
      { standing: 'all' },
    );
    cast = castOf(world);
  });
  afterAll(() => cast?.world.stop());

  it.each(ofHalf.map((story) => ({ title: titleOf(story), story })))(
    '$title: ends as it should, by the books of all systems',
    {
      timeout: LONGER_THAN_PATIENCE_MS,
    },
    async ({ story }) => {
      const { result } = await tell(story, cast);
      told.push(result);
      expect(result).toMatchObject({ ok: true, why: undefined });
    },
  );

  it('are printed in rows short of 120 columns', () => {
    const lines = summary(told, 60_000).split('\n');
    expect(lines).toHaveLength(ofHalf.length + 2);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
  });
}
