import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFailure } from '../../erps/mexal/failures.ts';
import { createMexalSandbox } from '../../sandbox/mexal/index.ts';
import { aDraft, anOrder } from '../contract/erp-orders.ts';
import { connectorTo, type Sandbox } from './mexal-given.ts';

const create = (id: string) => aDraft(anOrder({ id }));

describe('an installation that answers in small pages and short locations', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createMexalSandbox({ pageSize: 2, shortLocation: true });
  });
  afterAll(() => sandbox.close());

  it('is read to the last page', async () => {
    expect(await connectorTo(sandbox).listPayments()).toHaveLength(sandbox.books.payments.length);
  });

  it('has its documents found beyond the first page', async () => {
    const erp = connectorTo(sandbox);
    for (const id of ['1', '2', '3', '4', '5']) await erp.writeDocument(create(id));
    expect(await erp.findDocument('main:5')).toMatchObject({ number: 'OX 2/5' });
  });

  it('reads back a note written plain as well', async () => {
    const scalar = connectorTo(sandbox, { document: { series: 2, noteFormat: 'scalar' } });
    const written = await scalar.writeDocument(create('6'));
    expect(await scalar.findDocument('main:6')).toEqual(written);
  });
});

describe('an archive of a year', () => {
  it('that the company never had is not searched where the first year is named', async () => {
    const sandbox = await createMexalSandbox();
    const now = () => new Date('2020-02-01T10:00:00Z');
    try {
      // 2020 is the first year of this company.
      await expect(connectorTo(sandbox, {}, now).findDocument('main:1')).rejects.toMatchObject({
        code: 'ERP_REFUSED',
      });
      expect(await connectorTo(sandbox, { firstYear: 2020 }, now).findDocument('main:1')).toBeUndefined();
    } finally {
      await sandbox.close();
    }
  });
});

describe('what is kept in Mexal', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createMexalSandbox();
  });
  afterAll(() => sandbox.close());

  it('and marked as cancelled is no customer to write a document for', async () => {
    const erp = connectorTo(sandbox);
    const { customers, documents } = sandbox.books;
    await erp.writeDocument(create('1'));
    const code = String(Object.values(documents)[0]?.header.cod_conto);
    customers[code] = { ...customers[code], conto_precanc: 'S' };
    const { customer } = anOrder({ id: '1' });
    await erp.writeDocument(aDraft(anOrder({ id: '2', customer })));
    expect(Object.values(documents).map(({ header }) => header.cod_conto)).toEqual([code, '501.00004']);
  });

  it('with its note cut short can not be found again: a person is told which document it is', async () => {
    sandbox.books.documents = new Proxy(sandbox.books.documents, {
      set: (target, key: string, document) => {
        document.header.nota = String(document.header.nota).slice(0, 10);
        target[key] = document;
        return true;
      },
    });
    await expect(connectorTo(sandbox).writeDocument(create('3'))).rejects.toMatchObject({
      code: 'ERP_REFUSED',
      message: expect.stringMatching(/^OX 2\/3 was written, but its note is not "Incasso main:3"/),
    });
  });
});

describe('what Mexal answers', () => {
  const envelope = (detail: string) => ({ error: { 'response-detail': detail } });

  it.each([
    [400, '6001 - errore gestionale [Valuta estera errata]', 'ERP_REFUSED', 'refused'],
    [500, '6001 - errore gestionale [Archivio bloccato]', 'ERP_REFUSED', 'refused'],
    [400, '1001 - coordinate gestionali non specificate', 'ERP_REFUSED', 'refused'],
    [400, '1006 - Authentication header non specificato', 'ERP_LOGIN_REFUSED', 'refused'],
    [403, '', 'ERP_LOGIN_REFUSED', 'refused'],
    [401, '', 'ERP_LOGIN_REFUSED', 'refused'],
    [401, '1006 - Authentication header non specificato', 'ERP_LOGIN_REFUSED', 'refused'],
    [400, '2002 - credenziali o dominio non validi', 'ERP_LOGIN_REFUSED', 'refused'],
    [404, '2002 - credenziali o dominio non validi', 'ERP_LOGIN_REFUSED', 'refused'],
    [503, '3002 - credenziali rifiutate', 'ERP_LOGIN_REFUSED', 'refused'],
    [503, '3002 - pool di servizi esaurito', 'ERP_AWAY', 'away'],
    [400, '3002 - pool di servizi esaurito', 'ERP_AWAY', 'away'],
    [503, '3002 - servizio non disponibile', 'ERP_AWAY', 'away'],
    [503, "3002 - azienda in uso esclusivo da un'altra procedura", 'ERP_AWAY', 'away'],
    [503, '3002 - utente non abilitato', 'ERP_LOGIN_REFUSED', 'refused'],
    [503, '3002 - utente non abilitato ai servizi WebAPI', 'ERP_LOGIN_REFUSED', 'refused'],
    [503, '3002', 'ERP_LOGIN_REFUSED', 'refused'],
    [429, 'troppe richieste', 'ERP_AWAY', 'away'],
    [400, '5001 - dialogo con il gestionale interrotto', 'ERP_ANSWER_LOST', 'maybe'],
    [408, 'richiesta troppo lunga', 'ERP_ANSWER_LOST', 'maybe'],
    [503, 'servizio non disponibile', 'ERP_ANSWER_LOST', 'maybe'],
    [418, 'mai visto', 'ERP_REFUSED', 'refused'],
  ])('with HTTP %i and "%s" is %s (%s)', (status, detail, code, kind) => {
    const failure = answerFailure('a create', { status, headers: {}, data: envelope(detail) }, []);
    expect(failure).toMatchObject({ code, kind });
  });

  it('is told in its own words, without the values that were sent of a person', () => {
    const data = envelope('6001 - errore gestionale [Codice fiscale NRADAA80A41F205X errato] [riga 2]');
    const { message } = answerFailure('a create', { status: 400, headers: {}, data }, ['NRADAA80A41F205X']);
    expect(message).toBe('a create: Codice fiscale *** errato, riga 2');
  });

  it('without its envelope is sorted by its status, and none of its text is told', () => {
    const failure = answerFailure('a create', { status: 502, headers: {}, data: '<html>secret</html>' }, []);
    expect(failure).toMatchObject({ code: 'ERP_ANSWER_LOST', kind: 'maybe', message: 'a create: HTTP 502' });
  });
});
