import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { type SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Failure } from '../domain/failure.ts';
import { searchAttributes } from '../workflows/kit/search-attributes.ts';

/** A client's connection, or a worker's. */
export type Services = Pick<Connection, 'workflowService' | 'operatorService'>;

export interface NamespaceOptions {
  /** Raises the namespace's retention of closed workflows to so many days where it is less. For the embedded server only. */
  minRetentionDays?: number;
}

const DAY_S = 86_400;
const VISIBLE_WITHIN_MS = 90_000;
const GRPC = { INVALID_ARGUMENT: 3, PERMISSION_DENIED: 7, UNIMPLEMENTED: 12, UNAUTHENTICATED: 16 };

// The numbers of temporal.api.enums.v1.IndexedValueType.
const indexedValueTypes = {
  TEXT: 1,
  KEYWORD: 2,
  INT: 3,
  DOUBLE: 4,
  BOOL: 5,
  DATETIME: 6,
  KEYWORD_LIST: 7,
} satisfies Record<SearchAttributeType, number>;

const wanted = Object.values(searchAttributes).map(({ name, type }) => ({
  name,
  type,
  number: indexedValueTypes[type],
}));
type Attribute = (typeof wanted)[number];

/**
 * Makes a namespace ready for our workflows: adds the search attributes that are missing, and returns once they can be
 * used. Where we may not add them (Temporal Cloud), it prints the commands and goes on only if all are there.
 * Throws TEMPORAL_NOT_PREPARED.
 */
export async function prepareNamespace(
  connection: Services,
  namespace: string,
  log: (line: string) => void,
  options: NamespaceOptions = {},
): Promise<void> {
  const missing = await findMissing(connection, namespace);
  if (missing.length > 0 && !(await add(connection, namespace, missing))) {
    const absent = await absentFrom(connection, namespace, missing);
    if (absent.length > 0) {
      const message = howToAdd(namespace, absent);
      log(message);
      throw new Failure('TEMPORAL_NOT_PREPARED', 'refused', message);
    }
  } else if (missing.length > 0) {
    log(`Added to namespace ${namespace}: ${missing.map(({ name }) => name).join(', ')}`);
    await untilVisible(connection, namespace, missing);
  }
  if (options.minRetentionDays)
    await raiseRetention(connection, namespace, options.minRetentionDays * DAY_S, log);
}

/** What a person does about search attributes that a namespace lacks; undefined where it has all. Throws TEMPORAL_NOT_PREPARED. */
export async function howToPrepare(connection: Services, namespace: string): Promise<string | undefined> {
  const missing = await absentFrom(connection, namespace, await findMissing(connection, namespace));
  return missing.length > 0 ? howToAdd(namespace, missing) : undefined;
}

/** Those that aren't there, or all of them where we may not ask. */
async function findMissing(connection: Services, namespace: string): Promise<Attribute[]> {
  const listed = await unlessForbidden(connection.operatorService.listSearchAttributes({ namespace }));
  if (listed === 'forbidden') return wanted;
  const there = listed.customAttributes ?? {};
  for (const { name, type, number } of wanted) {
    const found = there[name];
    if (found !== undefined && found !== null && found !== number)
      throw new Failure(
        'TEMPORAL_NOT_PREPARED',
        'refused',
        `Search attribute ${name} of namespace ${namespace} is of type ${typeName(found)} and has to be ${type}. ` +
          `Use another namespace, or remove it: temporal operator search-attribute remove --namespace ${namespace} --name ${name}`,
      );
  }
  return wanted.filter(({ name }) => !(name in there));
}

/** Whether they were added; false where we may not. */
async function add(connection: Services, namespace: string, attributes: Attribute[]): Promise<boolean> {
  const answer = await unlessForbidden(
    connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(attributes.map(({ name, number }) => [name, number])),
    }),
  );
  return answer !== 'forbidden';
}

/** A list filtered by an attribute is refused until the server knows it: that works for every kind of user. */
async function absentFrom(connection: Services, namespace: string, attributes: Attribute[]) {
  const answers = await Promise.all(
    attributes.map(async ({ name }) => {
      try {
        await connection.workflowService.countWorkflowExecutions({ namespace, query: `${name} IS NULL` });
        return true;
      } catch (error) {
        if (isGrpcServiceError(error) && error.code === GRPC.INVALID_ARGUMENT) return false;
        throw error;
      }
    }),
  );
  return attributes.filter((_, index) => !answers[index]);
}

// The server keeps the namespace in memory and reads it again now and then.
async function untilVisible(connection: Services, namespace: string, attributes: Attribute[]) {
  const deadline = Date.now() + VISIBLE_WITHIN_MS;
  for (;;) {
    const absent = await absentFrom(connection, namespace, attributes);
    if (absent.length === 0) return;
    if (Date.now() > deadline)
      throw new Failure(
        'TEMPORAL_NOT_PREPARED',
        'refused',
        `The server still doesn't know ${absent.map(({ name }) => name).join(', ')} ${VISIBLE_WITHIN_MS / 1000} s after they were added. ` +
          howToAdd(namespace, absent),
      );
    await delay(100);
  }
}

async function raiseRetention(
  connection: Services,
  namespace: string,
  seconds: number,
  log: (line: string) => void,
): Promise<void> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) >= seconds) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(seconds * 1000) },
  });
  log(`Closed workflows of namespace ${namespace} are kept for ${seconds / DAY_S} days`);
}

async function unlessForbidden<T>(answer: Promise<T>): Promise<T | 'forbidden'> {
  try {
    return await answer;
  } catch (error) {
    const codes: number[] = [GRPC.PERMISSION_DENIED, GRPC.UNIMPLEMENTED, GRPC.UNAUTHENTICATED];
    if (isGrpcServiceError(error) && codes.includes(error.code)) return 'forbidden';
    throw error;
  }
}

function typeName(number: number): string {
  return Object.entries(indexedValueTypes).find(([, known]) => known === number)?.[0] ?? String(number);
}

function howToAdd(namespace: string, attributes: Attribute[]): string {
  const typed = attributes.map(({ name, type }) => ({
    name,
    type: TypedSearchAttributes.toMetadataType(type),
  }));
  return [
    `Namespace ${namespace} has no search attributes ${attributes.map(({ name }) => name).join(', ')}, and we may not add them. Run:`,
    ...typed.map(
      ({ name, type }) =>
        `  temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${type}`,
    ),
    'or, on Temporal Cloud:',
    `  tcld namespace search-attributes add --namespace ${namespace} ${typed.map(({ name, type }) => `--sa "${name}=${type}"`).join(' ')}`,
  ].join('\n');
}
