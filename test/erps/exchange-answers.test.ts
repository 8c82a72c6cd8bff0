import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { aDraft, anOrder } from '../contract/erp-orders.ts';
import { exchangeBench, failureOf } from './exchange-bench.ts';

const draft = aDraft(anOrder(), { reference: 'demo/12' });
const away = { code: 'ERP_AWAY', kind: 'away' };
const refused = { code: 'ERP_REFUSED', kind: 'refused' };

describe('a document without an answer', () => {
  it('is away, in words, and is not written again, also when the other side took its file away', async () => {
    const { erp, folder, files } = await exchangeBench();
    const failure = await failureOf(erp.writeDocument(draft));
    expect(failure).toMatchObject(away);
    expect(failure.message).toMatch(/^demo-12 was written at .* neither demo-12.done nor demo-12.refused/);
    expect(await files()).toEqual(['demo-12.json', 'sent']);
    await rm(join(folder, 'demo-12.json'));
    expect(await failureOf(erp.writeDocument(draft))).toMatchObject(away);
    expect(await files()).toEqual(['sent']);
  });

  it('whose answer comes while the call waits needs no second call', async () => {
    const { erp, put } = await exchangeBench({ answerWait: '20s' });
    const begun = Date.now();
    const writing = erp.writeDocument(draft);
    setTimeout(() => void put('demo-12.done', 'FT 7\n'), 300);
    expect(await writing).toMatchObject({ id: 'demo-12', number: 'FT 7' });
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  it('is waited for no longer once the caller has given up', async () => {
    const { erp } = await exchangeBench({ answerWait: '60s' });
    const giving = new AbortController();
    const writing = failureOf(erp.writeDocument(draft, giving.signal));
    setTimeout(() => giving.abort(), 300);
    expect(await writing).toMatchObject(away);
  });

  it('is not written at all where the caller has given up before', async () => {
    const { erp, files } = await exchangeBench();
    expect(await failureOf(erp.writeDocument(draft, AbortSignal.abort()))).toMatchObject(away);
    expect(await files()).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([
    ['an empty file', ''],
    ['a line without an end', 'FT 7'],
    ['a total without an end', 'FT 7\n122,'],
  ])('that is half-written (%s) is waited for', async (_what, text) => {
    const { erp, put } = await exchangeBench();
    await failureOf(erp.writeDocument(draft));
    await put('demo-12.done', text);
    const failure = await failureOf(erp.writeDocument(draft));
    expect(failure).toMatchObject(away);
    expect(failure.message).toContain('demo-12.done is there, but not finished');
    await put('demo-12.done', 'FT 7\n122,50\n');
    expect(await erp.writeDocument(draft)).toMatchObject({ number: 'FT 7', total: 12_250 });
  });

  it.each([
    ['122.5\n', 12_250],
    ['122,50\r\n', 12_250],
    ['\n', undefined],
  ])('has a total with either decimal sign, or none (%j)', async (line, total) => {
    const { erp, put } = await exchangeBench();
    await failureOf(erp.writeDocument(draft));
    await put('demo-12.done', `FT 7\r\n${line}`);
    expect((await erp.findDocument('demo/12'))?.total).toBe(total);
  });

  it.each([
    ['\n', 'no document number'],
    ['\u0000\u0001\n', 'no document number'],
    ['FT 7\n1.234,50\n', 'no amount'],
  ])(
    'that can not be read (%j) asks for a person, and is read again once it is mended',
    async (text, words) => {
      const { erp, put, files } = await exchangeBench();
      await failureOf(erp.writeDocument(draft));
      await put('demo-12.done', text);
      const failure = await failureOf(erp.writeDocument(draft));
      expect(failure).toMatchObject(refused);
      expect(failure.message).toContain(words);
      await put('demo-12.done', 'FT 7\n');
      expect(await erp.writeDocument(draft)).toMatchObject({ number: 'FT 7' });
      expect(await files()).toEqual(['demo-12.done', 'demo-12.json', 'sent']);
    },
  );

  it('that refuses is told with its reason; a retry takes it away and writes the document anew', async () => {
    const { erp, put, files, folder } = await exchangeBench();
    await failureOf(erp.writeDocument(draft));
    await rm(join(folder, 'demo-12.json'));
    await put('demo-12.refused', 'Articolo SHIRT-BLUE-M sconosciuto\n');
    const failure = await failureOf(erp.writeDocument(draft));
    expect(failure).toMatchObject(refused);
    expect(failure.message).toBe('demo-12 was refused: Articolo SHIRT-BLUE-M sconosciuto');
    expect(await failureOf(erp.writeDocument(draft))).toMatchObject(away);
    expect(await files()).toEqual(['demo-12.json', 'sent']);
  });

  it('that says both things asks for a person', async () => {
    const { erp, put } = await exchangeBench();
    await failureOf(erp.writeDocument(draft));
    await put('demo-12.refused', 'no\n');
    await put('demo-12.done', 'FT 7\n');
    const failure = await failureOf(erp.writeDocument(draft));
    expect(failure).toMatchObject(refused);
    expect(failure.message).toContain('both demo-12.done and demo-12.refused');
  });

  it('to what is to be corrected stands, also where the note that it was written is cleaned up', async () => {
    const { erp, put, files } = await exchangeBench();
    await put('demo-12.done', 'FT 7\n');
    const written = { id: 'demo-12', number: 'FT 7' };
    expect(await erp.writeDocument({ ...draft, written })).toMatchObject(written);
    expect(await files()).toEqual(['demo-12.done']);
  });

  it('to what was never written asks for a person, until it is taken away or said to be right', async () => {
    const { erp, put, files, folder } = await exchangeBench();
    await put('demo-12.done', 'FT 7\n');
    const failure = await failureOf(erp.writeDocument(draft));
    expect(failure).toMatchObject(refused);
    expect(failure.message).toContain(`make the empty file ${join(folder, 'sent', 'demo-12')}`);
    expect(await files()).toEqual(['demo-12.done']);
    expect(
      (await erp.check()).find(({ subject }) => subject === 'answers without a document')?.text,
    ).toContain('demo-12.done');
    await rm(join(folder, 'demo-12.done'));
    expect(await failureOf(erp.writeDocument(draft))).toMatchObject(away);
    expect(await files()).toEqual(['demo-12.json', 'sent']);
  });

  it('in Windows-1252, as older software writes, is read as it was meant', async () => {
    const { erp, folder } = await exchangeBench();
    await failureOf(erp.writeDocument(draft));
    await writeFile(join(folder, 'demo-12.refused'), Buffer.from('quantit\xe0 errata\n', 'latin1'));
    expect((await failureOf(erp.writeDocument(draft))).message).toContain('quantità errata');
  });
});

it.each([
  ['Partito ieri\nCorriere Espresso\nTRK1\n', { carrier: 'Corriere Espresso', trackingNumber: 'TRK1' }],
  ['\n\nTRK1\n', { trackingNumber: 'TRK1' }],
  ['Partito ieri\r\nCorriere Espresso\r\n', { carrier: 'Corriere Espresso' }],
  ['Partito ieri\n', undefined],
])(
  'the second and third line of what was shipped are carrier and tracking number: %j',
  async (text, shipment) => {
    const { erp, put } = await exchangeBench();
    await put('demo-12.shipped', text);
    const followed = [{ reference: 'demo/12', number: 'FT 7' }];
    const { changes } = await erp.changedSince('2026-01-01T00:00:00Z', followed);
    expect(changes.map((change) => change.shipment)).toEqual([shipment]);
  },
);

it('of several files about what became of a document the newest counts, and says what it says', async () => {
  const { erp, put, folder } = await exchangeBench();
  await put('demo-12.invoiced', 'Fattura 12/2026\n');
  await put('demo-12.shipped', '');
  await utimes(join(folder, 'demo-12.invoiced'), 2_000_000_000, 2_000_000_000);
  const { changes } = await erp.changedSince('2026-01-01T00:00:00Z', [
    { reference: 'demo/12', number: 'FT 7' },
  ]);
  expect(changes).toEqual([
    { reference: 'demo/12', number: 'FT 7', state: 'invoiced', seen: 'Fattura 12/2026', inferred: false },
  ]);
});

it('an answer of more than 20 MiB is not read, and the document waits for a better one', async () => {
  const { erp, put } = await exchangeBench();
  await failureOf(erp.writeDocument(draft));
  await put('demo-12.done', `${'7'.repeat(21 * 2 ** 20)}\n`);
  const failure = await failureOf(erp.writeDocument(draft));
  expect(failure).toMatchObject({ code: 'ERP_AWAY', kind: 'away' });
  expect(failure.message).toContain('more than 20 MiB');
  await put('demo-12.done', '12/A\n');
  expect(await erp.findDocument('demo/12')).toMatchObject({ number: '12/A' });
});

it('the wait for an answer ends in time though garbage is collected meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collecting = setInterval(runInNewContext('gc') as () => void, 50);
  const { erp } = await exchangeBench({ answerWait: '800ms' });
  const activity = new AbortController();
  const call = erp.writeDocument(aDraft(anOrder(), { reference: 'demo/13' }), activity.signal);
  expect(await failureOf(call)).toMatchObject({ code: 'ERP_AWAY' });
  clearInterval(collecting);
});
