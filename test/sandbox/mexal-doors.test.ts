import { describe, expect, it } from 'vitest';
import { anOrder, company, coordinates, freshCompany, login, thisYear, user } from './mexal-bench.ts';

const { ask, books, order, resource, steer, url } = freshCompany();
const CUSTOMERS = '/webapi/risorse/clienti';
const ORDERS = '/webapi/risorse/documenti/ordini-clienti';
/** A call whose client gives up while the sandbox has it in hand. */
async function givenUp(method: string, path: string, body?: object): Promise<void> {
  const patience = new AbortController();
  const gone = expect(ask(method, path, body, {}, patience.signal)).rejects.toThrow();
  await expect.poll(async () => (await ask('GET', '/_sandbox/faults')).body.faults).toEqual([]);
  patience.abort();
  await gone;
}
const askAs = (authorization: string) => ask('GET', CUSTOMERS, undefined, { authorization });

describe('the login', () => {
  it('is taken with the domain in any spelling and with an operating system user', async () => {
    for (const tail of [' Dominio=demo', ' DOMINIO=DEMO', ` ${btoa('os:pwd')} dominio=demo`])
      expect((await askAs(login(undefined, undefined, tail))).status).toBe(200);
  });

  it('that is malformed is refused with 1006, in the whole error envelope', async () => {
    for (const header of ['Basic abc', 'Passepartout', `Passepartout ${btoa('nocolon')} Dominio=demo`]) {
      const answer = await askAs(header);
      expect(answer.status).toBe(401);
      expect(answer.body.error).toEqual({
        'response-code': 401,
        'response-detail': '1006 - Authentication header non specificato correttamente (schema o tokens)',
        'response-message': 'Unauthorized',
        'request-uri': CUSTOMERS,
        'request-method': 'GET',
        'request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
        warsion: '2.9.17',
        remote: '127.0.0.1',
        timestamp: expect.stringMatching(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/),
      });
    }
    expect(books().failedLogins).toEqual({});
  });

  it('that is wrong is refused with 2002, and the third in a row locks the user until it is unlocked', async () => {
    const wrong = [
      login(user, 'wrong'),
      login(user, undefined, ''),
      login(user, undefined, ' Dominio=other'),
    ];
    for (const header of wrong.slice(0, 2)) expect((await askAs(header)).detail).toMatch(/^2002 /);
    expect((await askAs(login())).status).toBe(200);
    for (const header of wrong) expect((await askAs(header)).status).toBe(401);
    expect((await askAs(login())).status).toBe(401);
    await steer('unlock');
    expect((await askAs(login())).status).toBe(200);
  });

  it("of an unknown user doesn't lock ours", async () => {
    for (let i = 0; i < 4; i++) expect((await askAs(login('somebody'))).status).toBe(401);
    expect((await askAs(login())).status).toBe(200);
  });
});

describe('the coordinates', () => {
  const at = (header: string) => ask('GET', CUSTOMERS, undefined, { 'coordinate-gestionale': header });

  it('are wanted, in their form', async () => {
    for (const header of [
      '',
      `Azienda=${company}`,
      `Anno=${thisYear} Azienda=${company}`,
      `${coordinates()} X=1`,
    ])
      expect(await at(header)).toMatchObject({ status: 400, detail: expect.stringMatching(/^1001 /) });
    expect((await at(coordinates(thisYear, ' Magazzino=2'))).status).toBe(200);
    expect((await at(`Azienda=${company} SottoAzienda=A Anno=${thisYear}`)).status).toBe(200);
  });

  it('name a company, a year and a warehouse that exist; the order takes the warehouse', async () => {
    for (const header of [
      `Azienda=XYZ Anno=${thisYear}`,
      coordinates(1999),
      coordinates(thisYear, ' Magazzino=7'),
    ])
      expect(await at(header)).toMatchObject({ status: 400, detail: expect.stringMatching(/^6001 /) });
    await ask('POST', ORDERS, anOrder(), { 'coordinate-gestionale': coordinates(thisYear, ' Magazzino=2') });
    expect(Object.values(books().documents)[0]?.header.id_magazzino).toBe(2);
  });
});

describe('the pool', () => {
  const exhausted = { status: 503, detail: expect.stringMatching(/^3002 /) };

  it('has five services, freed by the clock or by hand', async () => {
    await steer('pool', { busy: 4 });
    expect((await ask('GET', CUSTOMERS)).status).toBe(200);
    await steer('pool', { busy: 5, ms: 60_000 });
    expect(await ask('GET', CUSTOMERS)).toMatchObject(exhausted);
    await steer('clock', { advanceSeconds: 61 });
    expect((await ask('GET', CUSTOMERS)).status).toBe(200);
  });

  it('refuses the sixth call at once and gives each service back', async () => {
    await steer('faults', { kind: 'latency', ms: 60_000, times: 6 });
    const statuses: number[] = [];
    const calls = Array.from({ length: 6 }, async () => statuses.push((await ask('GET', CUSTOMERS)).status));
    await expect.poll(() => statuses).toEqual([503]);
    await ask('DELETE', '/_sandbox/faults');
    await Promise.all(calls);
    expect(statuses).toEqual([503, 200, 200, 200, 200, 200]);
    expect((await steer('pool', { busy: 0 })).body).toEqual({ busy: 0, of: 5 });
  });

  it('gives the service back of a call whose answer never comes, or is cut off', async () => {
    for (const kind of ['timeout-before', 'timeout-after', 'reset-before', 'reset-after']) {
      await steer('faults', { kind, times: 1, path: '/clienti' });
      await givenUp('GET', CUSTOMERS);
    }
    await expect.poll(async () => (await steer('pool', { busy: 0 })).body.busy).toBe(0);
  });

  it('has none while the company is in exclusive use', async () => {
    await steer('exclusive', { on: true });
    expect(await ask('GET', CUSTOMERS)).toMatchObject(exhausted);
    await steer('exclusive', { on: false });
    expect((await ask('GET', CUSTOMERS)).status).toBe(200);
  });
});

describe('a create', () => {
  it('whose client gives up first is stored all the same, later', async () => {
    await steer('faults', { kind: 'latency', ms: 60_000, times: 1, method: 'POST', path: '/ordini-clienti' });
    await givenUp('POST', ORDERS, anOrder());
    expect(Object.keys(books().documents)).toEqual([]);
    await ask('DELETE', '/_sandbox/faults');
    await expect
      .poll(() => Object.keys(books().documents), { timeout: 5_000 })
      .toEqual([`${thisYear}/OC+1+1`]);
  });

  it('can be refused as a test wishes', async () => {
    const detail = '5001 - errore di dialogo con il gestionale';
    await steer('refusals', { status: 408, detail, times: 1, path: '/ordini-clienti' });
    expect(await order()).toMatchObject({ status: 408, detail });
    expect((await order()).status).toBe(201);
  });
});

describe('addresses', () => {
  it('that are none, or methods that a resource has not, answer 1004', async () => {
    const key = (await resource('POST', 'indirizzi-spedizione', { cod_conto: '501.00002' })).location;
    const wrong: [string, string][] = [
      ['GET', '/webapi/risorse/fornitori'],
      ['DELETE', String(key)],
      ['POST', '/webapi/risorse/dati-generali/pagamenti'],
      ['GET', '/webapi/risorse/dati-generali/pagamenti/1'],
      ['GET', '/webapi/risorse/documenti/ordini-clienti/righe/1'],
    ];
    for (const [method, path] of wrong)
      expect(await ask(method, path), path).toMatchObject({
        status: 404,
        detail: expect.stringMatching(/^1004 /),
      });
  });

  it('for services tell the numbering, and say which commands are not simulated', async () => {
    const service = (body: object) => ask('POST', '/webapi/servizi', body);
    expect((await service({ cmd: 'get_proprieta_numeratori', dati: { in_sigla: 'OC' } })).body).toEqual({
      max_serie: 9,
      max_numero_documento: 999_999,
      gest_numerazione_automatica: 'S',
    });
    expect((await service({ cmd: 'totali_documento', dati: {} })).detail).toContain('non simulato');
    expect((await service({ cmd: 'no_such' })).status).toBe(400);
  });

  it('for people show the books, escaped, and say that they are a sandbox', async () => {
    await order({ nota: '<b>Incasso demo/1</b>', id_pagamento: 3 });
    const page = await (await fetch(url())).text();
    expect(page).toContain('sandbox');
    expect(page).toContain('OC 1/1');
    expect(page).toContain('&lt;b&gt;Incasso demo/1');
    const document = await fetch(`${url()}/documenti/OC+1+1`);
    expect(await document.text()).toContain('3 - Carta di credito (Stripe)');
    expect((await fetch(`${url()}/documenti/OC+1+9`)).status).toBe(404);
  });

  it('for people let them ship, invoice and cancel an order and code a payment', async () => {
    await order();
    await order();
    const page = async (path: string) => (await fetch(`${url()}${path}`)).text();
    const presses = (path: string, body?: URLSearchParams) =>
      fetch(`${url()}${path}`, { method: 'POST', body, redirect: 'manual' });
    const shown = await page('/documenti/OC+1+1');
    for (const label of ['Bolla (BC)', 'Fattura (FT)', 'Annulla le righe']) expect(shown).toContain(label);
    expect((await presses(`/documenti/OC+1+1/ship?anno=${thisYear}`)).status).toBe(303);
    await presses(`/documenti/OC+1+2/cancel?anno=${thisYear}`);
    await presses('/pagamenti', new URLSearchParams({ descrizione: 'Klarna' }));
    const books = await page('/');
    for (const seen of ['evaso in BC 1', 'annullato', 'Klarna']) expect(books).toContain(seen);
    expect(await page('/documenti/OC+1+1')).not.toContain('Annulla le righe');
  });
});
