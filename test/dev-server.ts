import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { inject } from 'vitest';

/** A test file's own way to the run's dev server. `taskQueue` is nobody else's. Close it in `afterAll`. */
export interface TestTemporal {
  client: Client;
  connection: Connection;
  nativeConnection: NativeConnection;
  taskQueue: string;
  address: string;
  close(): Promise<void>;
}

export async function connectTest(): Promise<TestTemporal> {
  const address = inject('temporalAddress');
  const connection = await Connection.connect({ address });
  const nativeConnection = await NativeConnection.connect({ address });
  return {
    client: new Client({ connection }),
    connection,
    nativeConnection,
    taskQueue: `test-${randomUUID()}`,
    address,
    close: async () => {
      await connection.close();
      await nativeConnection.close();
    },
  };
}
