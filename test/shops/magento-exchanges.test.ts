import { expect, it } from 'vitest';
import { magentoClient } from '../../shops/magento/client.ts';
import { magento } from '../../shops/magento/index.ts';
import { orderWriter } from '../../shops/magento/order-writer.ts';
import { marksOf } from '../../shops/marks.ts';
import { markerKey } from './given.ts';
import { auth } from './magento-bench.ts';
import { exchange, numbersOf, type Release, recordedServer, releases } from './magento-recorded-exchanges.ts';
import { readingScenes } from './magento-steps-reading.ts';
import { writingScenes } from './magento-steps-writing.ts';
import { describeRecorded } from './recorded.ts';

const settings = {
  auth,
  writeBack: { failed: 'cancel', verify: 'hold', shipped: 'processing', invoiced: 'complete' },
};

for (const release of Object.keys(releases) as Release[])
  describeRecorded(`what Magento ${release} answered`, () => {
    const scenes = [...readingScenes(release), ...writingScenes(release)];

    it.each(scenes)('$words', async ({ exchanges, otherwise, run }) => {
      const server = await recordedServer(
        exchanges.map((number) => exchange(release, number)),
        otherwise,
      );
      const read = magento.settings.parse({ ...settings, url: server.url });
      const client = magentoClient(read);
      const writer = (id: string) => orderWriter(client, 'it', id, { marks: marksOf('it', markerKey) });
      await run({ shop: magento.create('it', read, markerKey), client, writer }).finally(server.close);
      expect([server.strangers, server.unused()]).toEqual([[], []]);
    });

    it('is met by a scene, each exchange of it', () => {
      const met = new Set(scenes.flatMap(({ exchanges }) => exchanges));
      expect([...met].sort()).toEqual(numbersOf(release).sort());
    });
  });
