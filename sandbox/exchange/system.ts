import { join } from 'node:path';
import type { ErpSystem } from '../kit/system.ts';
import { createExchangeSandbox, type ExchangeBooks } from './index.ts';

const placesIn = (files: string) => ({
  folder: join(files, 'documents'),
  payments: join(files, 'payments.csv'),
});

/** The ERP without an API: nobody calls it, it reads and writes files. */
export const exchange: ErpSystem<ExchangeBooks> = {
  title: 'Exchange',
  port: 8006,
  about: 'documents that came as files',
  page: '/_sandbox/books',
  start: ({ port, file, files }) => createExchangeSandbox({ port, file, ...placesIn(files) }),
  environment: ({ files }) => {
    const { folder, payments } = placesIn(files);
    return { EXCHANGE_FOLDER: folder, EXCHANGE_PAYMENTS: payments };
  },
  documents: ({ documents }) =>
    Object.values(documents).flatMap(({ number, total, reference }) =>
      number === undefined ? [] : [{ number, total, reference }],
    ),
};
