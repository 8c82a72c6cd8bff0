import type { ErpSystem } from '../kit/system.ts';
import { createMexalSandbox, type MexalBooks } from './index.ts';
import { totalsOf } from './totals.ts';

const LOGIN = { user: 'sandbox', password: 'sandbox-password' };

/** The ERP with an API. */
export const mexal: ErpSystem<MexalBooks> = {
  title: 'Mexal',
  port: 8004,
  about: 'documents',
  start: ({ port, file, mishaps }) => createMexalSandbox({ port, file, mishaps, ...LOGIN }),
  environment: ({ url }) => ({
    MEXAL_URL: `${url}/webapi`,
    MEXAL_USER: LOGIN.user,
    MEXAL_PASSWORD: LOGIN.password,
  }),
  isCall: ({ url }) => url.startsWith('/webapi/'),
  documents: (books) =>
    Object.values(books.documents).map((document) => ({
      number: `${document.sigla} ${document.serie}/${document.numero}`,
      total: Math.round(totalsOf(books, document).total * 100),
      reference:
        String(document.header.nota ?? '')
          .split(' ')
          .at(-1) ?? '',
    })),
};
