import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { erpActivities } from '../../activities/erp.ts';
import type { Document } from '../../domain/schemas/document.ts';
import { createMexalSandbox } from '../../sandbox/mexal/index.ts';
import { aDraft, anOrder, line } from '../contract/erp-orders.ts';
import { connectorTo } from '../erps/mexal-given.ts';

// What it says of each lost answer is expected.
const logger = new DefaultLogger('ERROR');

const ORDERS = 300;
const CUSTOMERS = 40;
const AT_A_TIME = 8;
const TIMEOUT_MS = 700;
const LIMIT_MS = 1_500;
// Every tenth create loses its answer, in one of these ways; the last is stored after the time-out.
const LOST = [
  { kind: 'reset-after' },
  { kind: 'status-after', status: 502 },
  { kind: 'reset-before' },
  { kind: 'status', status: 503 },
  { kind: 'latency', ms: TIMEOUT_MS + 300 },
];

it('hundreds of orders, a tenth of the answers lost, have a document each', async () => {
  const sandbox = await createMexalSandbox({ pageSize: 200 });
  const { books } = sandbox;
  const firstYear = new Date().getUTCFullYear();
  const erp = connectorTo(sandbox, { timeout: TIMEOUT_MS, serverLimit: LIMIT_MS, firstYear });
  const { writeDocument } = erpActivities({ mexal: erp }, []);
  const met = { lost: 0, away: 0 };

  /** As the workflow does: what is away is asked again, what may have been done is looked for after the ERP's limit. */
  async function writesOnce(id: string): Promise<Document> {
    const customer = {
      ...anOrder().customer,
      id: `${Number(id) % CUSTOMERS}`,
      email: `${Number(id) % CUSTOMERS}@shop.example`,
    };
    const draft = aDraft(anOrder({ id, customer, lines: [line('MUG-WHITE', 1, 1000)] }));
    for (;;) {
      try {
        return await new MockActivityEnvironment({}, { logger }).run(writeDocument, 'mexal', draft);
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        if (error.type === 'ERP_ANSWER_LOST') {
          met.lost += 1;
          await delay(LIMIT_MS);
        } else if (error.type === 'ERP_AWAY') {
          met.away += 1;
          await delay(30);
        } else throw error;
      }
    }
  }

  const tells = (what: string, body: object) =>
    fetch(`${sandbox.url}/_sandbox/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const losesNext = (turn: number) =>
    tells('faults', {
      ...LOST[turn % LOST.length],
      times: 1,
      method: 'POST',
      path: '/documenti/ordini-clienti$',
    });

  try {
    await erp.listPayments();
    const written: Document[] = [];
    let next = 0;
    const worker = async () => {
      while (next < ORDERS) {
        next += 1;
        const id = next;
        if (id % 10 === 0) await losesNext(id / 10);
        // Colleagues take all services for a while.
        if (id === ORDERS / 2) await tells('pool', { busy: 5, ms: 300 });
        written.push(await writesOnce(`${id}`));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));

    const documents = Object.values(books.documents);
    expect(documents).toHaveLength(ORDERS);
    expect(new Set(documents.map(({ header }) => header.nota)).size).toBe(ORDERS);
    expect(new Set(written.map(({ number }) => number)).size).toBe(ORDERS);
    // Two customers were there before.
    expect(Object.keys(books.customers)).toHaveLength(CUSTOMERS + 2);
    expect(met.lost).toBeGreaterThanOrEqual(ORDERS / 10);
    expect(met.away).toBeGreaterThan(0);
  } finally {
    await sandbox.close();
  }
}, 180_000);
