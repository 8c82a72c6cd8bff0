import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { mexal } from '../../erps/mexal/index.ts';
import { given } from './mexal-given.ts';

it('of a password that changes while many calls are made two are refused: the third, which locks, is left to a person', async () => {
  let [isGood, refused] = [true, 0];
  const server = createServer(async (_request, answer) => {
    if (isGood) return answer.end(JSON.stringify({ dati: [] }));
    refused += 1;
    // Slow enough for all calls to be sent before the first answer.
    await delay(300);
    return answer.writeHead(401).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    const { port } = server.address() as AddressInfo;
    const settings = mexal.settings.parse({ ...given, url: `http://127.0.0.1:${port}/webapi` });
    const erp = mexal.create('mexal', settings);
    await erp.listPayments();
    isGood = false;
    const calls = Array.from({ length: 6 }, () => erp.listPayments());
    for (const end of await Promise.allSettled(calls))
      expect(end).toMatchObject({ status: 'rejected', reason: { code: 'ERP_LOGIN_REFUSED' } });
    expect(refused).toBe(2);
    expect(erp.login?.refused).toBe(true);
  } finally {
    server.close();
  }
});
