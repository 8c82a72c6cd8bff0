import { randomUUID } from 'node:crypto';
import { SearchAttributeType } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareNamespace, type Services } from '../../temporal/namespace.ts';
import { searchAttributes } from '../../workflows/kit/search-attributes.ts';
import { connectTest, type TestTemporal } from '../dev-server.ts';

const KEYWORD = 2;
const PERMISSION_DENIED = 7;
const names = Object.keys(searchAttributes);
let temporal: TestTemporal;
let told: string[];
const log = (line: string) => told.push(line);

beforeAll(async () => {
  temporal = await connectTest();
});
afterAll(() => temporal.close());

/** A new namespace, once the server knows it. */
async function freshNamespace(): Promise<string> {
  told = [];
  const namespace = `ns-${randomUUID()}`;
  await temporal.connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('5 days'),
  });
  const known = () => temporal.connection.operatorService.listSearchAttributes({ namespace });
  await expect.poll(known, { timeout: 20_000 }).toBeDefined();
  return namespace;
}

/** A user who may use a namespace, and not administer it, as on Temporal Cloud. */
function unprivileged(): Services {
  const denied = Object.assign(new Error('7 PERMISSION_DENIED'), {
    code: PERMISSION_DENIED,
    details: 'Request unauthorized.',
    metadata: {},
  });
  const operatorService = new Proxy(temporal.connection.operatorService, {
    get: () => () => Promise.reject(denied),
  });
  return { workflowService: temporal.connection.workflowService, operatorService };
}

it.each(['connection', 'nativeConnection'] as const)(
  'missing search attributes are added through a %s and can be used at once; a second time there is nothing to do',
  async (kind) => {
    const namespace = await freshNamespace();
    await prepareNamespace(temporal[kind], namespace, log);
    expect(told).toEqual([`Added to namespace ${namespace}: ${names.join(', ')}`]);
    for (const name of names)
      await temporal.connection.workflowService.countWorkflowExecutions({
        namespace,
        query: `${name} IS NULL`,
      });
    await prepareNamespace(temporal[kind], namespace, log);
    expect(told).toHaveLength(1);
  },
);

it('retention is raised where it is asked for and less, and never lowered', async () => {
  const namespace = await freshNamespace();
  const days = async () => {
    const { config } = await temporal.connection.workflowService.describeNamespace({ namespace });
    return Number(config?.workflowExecutionRetentionTtl?.seconds) / 86_400;
  };
  await prepareNamespace(temporal.connection, namespace, log);
  expect(await days()).toBe(5);
  await prepareNamespace(temporal.connection, namespace, log, { minRetentionDays: 30 });
  expect(await days()).toBe(30);
  await prepareNamespace(temporal.connection, namespace, log, { minRetentionDays: 3 });
  expect(await days()).toBe(30);
});

it('a search attribute of another type is named, with the command that removes it', async () => {
  const namespace = await freshNamespace();
  await temporal.connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: { Amount: KEYWORD },
  });
  await expect(prepareNamespace(temporal.connection, namespace, log)).rejects.toMatchObject({
    code: 'TEMPORAL_NOT_PREPARED',
    message: expect.stringMatching(/Amount .* is of type KEYWORD and has to be INT.*remove .*--name Amount/),
  });
});

it.each(['connection', 'nativeConnection'] as const)(
  'who may not add them through a %s gets the commands, and goes on only once all are there',
  async (kind) => {
    const namespace = await freshNamespace();
    const user = { ...unprivileged(), workflowService: temporal[kind].workflowService };
    await expect(prepareNamespace(user, namespace, log)).rejects.toMatchObject({
      code: 'TEMPORAL_NOT_PREPARED',
    });
    expect(told[0]).toContain(
      `temporal operator search-attribute create --namespace ${namespace} --name Amount --type Int`,
    );
    expect(told[0]).toContain(
      `tcld namespace search-attributes add --namespace ${namespace} --sa "Outcome=Keyword"`,
    );
    await prepareNamespace(temporal.connection, namespace, log);
    told = [];
    await prepareNamespace(user, namespace, log);
    expect(told).toEqual([]);
  },
);

it('there are no more search attributes of a type than a namespace in SQL holds', () => {
  const count = (type: SearchAttributeType) =>
    Object.values(searchAttributes).filter((key) => key.type === type).length;
  expect(count(SearchAttributeType.KEYWORD)).toBeLessThanOrEqual(10);
  expect(count(SearchAttributeType.INT)).toBeLessThanOrEqual(3);
});
