import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { erpWorkflowId, gatewayWorkflowId, shopWorkflowId } from '../../domain/ids.ts';
import type { ActionOffer } from '../../workflows/messages.ts';
import { OperatorsBench } from './operators-bench.ts';
import { headingIn, pathTo, Visitor } from './operators-steps.ts';
import { depositView, erpView, gatewayView, shopImportView } from './views-given.ts';

let bench: OperatorsBench;
let anna: Visitor;
let rita: Visitor;
// Of these tests alone: workflows of all test files meet in one namespace.
const name = `standing-${randomUUID().slice(0, 8)}`;
const away = `away-${name}`;

beforeAll(async () => {
  bench = await OperatorsBench.open((config) => {
    const { stripe } = config.gateways;
    const { demo } = config.shops;
    const { mexal } = config.erp;
    if (!stripe || !demo || !mexal) throw new Error('the demo has a shop, a gateway and an ERP');
    config.gateways = { [name]: stripe, [away]: stripe };
    config.shops = {
      [name]: { ...demo, import: { ...demo.import, enabled: true } },
      [`announcing-${name}`]: { ...demo, import: { ...demo.import, enabled: false } },
    };
    config.erp = { [name]: mexal };
  });
  const { url } = await bench.api();
  [anna, rita] = [await Visitor.signedIn(url), await Visitor.signedIn(url, 'Rita')];
});
afterAll(() => bench.close());

const until = '2026-01-05T18:30:00.000Z';
const catchUp: ActionOffer = { action: 'catchUpFrom', until };
const expectTexts = (page: string, texts: string[]) => {
  for (const text of texts) expect(page).toContain(text);
  expect(page.slice(page.indexOf('<main>'))).not.toMatch(/\bundefined\b|\bnull\b|NaN|\[object/);
};

describe('the page of', () => {
  test('a gateway says until when it was heard, what stands, and who set it back', async () => {
    const workflowId = await bench.plays({ gateway: gatewayView(), offers: [catchUp] }, 'gateway', name);
    const { status, data } = await anna.get(pathTo(workflowId));
    expect([status, headingIn(data)]).toEqual([200, `Gateway ${name}`]);
    expectTexts(data, [
      'Notifiche lette fino al</dt><dd>05/01/26, 19:30',
      'Ultima lettura</dt><dd>05/01/26, 19:31',
      '3, di cui 1 per pagamenti conclusi',
      '04/01/26, 21:00 · Ada, 05/01/26, 09:00: webhook spento',
      'evt_unreadable',
      `href="${pathTo(workflowId, 'catchUpFrom')}"`,
    ]);
    const { data: form } = await anna.get(pathTo(workflowId, 'catchUpFrom'));
    expectTexts(form, [
      'type="datetime-local"',
      'max="2026-01-05T19:30"',
      'Fino al 05/01/26, 19:30',
      `Gateway ${name}`,
    ]);
  });

  test('a shop says until when its orders were imported, and which are left alone', async () => {
    const offers: ActionOffer[] = [{ action: 'importFrom', until }];
    const workflowId = await bench.plays({ shop: shopImportView(), offers }, 'shop', name);
    const { data } = await anna.get(pathTo(workflowId));
    expect(headingIn(data)).toBe(`Negozio ${name}`);
    expectTexts(data, [
      'Ordini letti fino al</dt><dd>05/01/26, 19:30',
      'Ultima lettura</dt><dd>mai',
      'Ordini avviati</dt><dd>12',
      'gli ordini fatti prima del 01/01/26, 00:00',
      `href="${pathTo(workflowId, 'importFrom')}"`,
    ]);
  });

  test('an ERP lists its payments, and says that the login is refused and what to do', async () => {
    const workflowId = await bench.plays({ erp: erpView(), offers: [{ action: 'resume' }] }, 'erp', name);
    const { data } = await anna.get(pathTo(workflowId));
    expect(headingIn(data)).toBe(`Gestionale ${name}`);
    expectTexts(data, [
      'Accesso negato, fermo dal</dt><dd>05/01/26, 19:30',
      'Il gestionale ha negato l&#39;accesso.',
      'Ci scrive il worker</dt><dd>nessuno in questo momento',
      'Worker di riserva</dt><dd>nessuno',
      'Bonifico bancario',
      `href="${pathTo(workflowId, 'resume')}"`,
    ]);
    await bench.change(workflowId, {
      erp: erpView({
        refused: undefined,
        attention: undefined,
        resumed: { operator: 'Ada', reason: 'password', at: until },
      }),
      offers: [],
    });
    const { data: after } = await anna.get(pathTo(workflowId));
    expectTexts(after, [
      'Ripreso</dt><dd>Ada, 05/01/26, 19:30: password',
      'Adesso non c’è nulla da fare a mano.',
    ]);
    expect(after).not.toContain('Accesso negato');
    await bench.change(workflowId, { erp: erpView(), offers: [{ action: 'resume' }] });
  });

  test('a deposit’s document says why it is not written, and leads to the payment', async () => {
    const offers: ActionOffer[] = [{ action: 'retry', steps: [] }];
    const workflowId = await bench.plays({ deposit: depositView(), offers }, 'document');
    const { data } = await anna.get(pathTo(workflowId));
    expect(headingIn(data)).toBe('Documento di un acconto');
    expectTexts(data, [
      'Il gestionale ha rifiutato il documento.',
      'non ancora scritto',
      '250,00 €',
      `href="${pathTo('payment:p-1')}"`,
      `href="${pathTo(workflowId, 'retry')}"`,
    ]);
    const document = { id: 'OC+1+7', number: 'OC 1/7', total: 25_000 };
    await bench.change(workflowId, { deposit: depositView({ attention: undefined, document }), offers: [] });
    expectTexts((await anna.get(pathTo(workflowId))).data, ['OC 1/7', 'nulla da fare a mano']);
  });
});

describe('the start page', () => {
  test('lists what lives for ever with its state and attention, without those that only announce', async () => {
    const { data } = await anna.get('/operators');
    expectTexts(data, [
      `href="${pathTo(gatewayWorkflowId(name))}"`,
      'Notifiche lette fino al: 05/01/26, 19:30',
      'Il gateway ha mandato qualcosa che non si riesce a leggere.',
      `href="${pathTo(shopWorkflowId(name))}"`,
      'Ordini letti fino al: 05/01/26, 19:30',
      `href="${pathTo(erpWorkflowId(name))}"`,
      'Accesso negato, fermo dal: 05/01/26, 19:30',
    ]);
    expect(data).not.toContain(`href="${pathTo(`shop:announcing-${name}`)}"`);
  });

  test('says of one that nobody started that it does not run, and of one without a worker that it can’t be read', async () => {
    const line = async () =>
      (await anna.get('/operators')).data.split('<li>').find((item) => item.includes(away)) ?? '';
    expect(await line()).toContain('non è in funzione');
    const nobody = `nobody-${bench.temporal.taskQueue}`;
    const workflowId = gatewayWorkflowId(away);
    await bench.temporal.client.workflow.start('standIn', {
      workflowId,
      taskQueue: nobody,
      args: [{ offers: [] }],
    });
    expect(await line()).toContain('adesso non si riesce a leggere');
    await bench.temporal.client.workflow.getHandle(workflowId).terminate();
  });
});

test('a reader sees all of it and can send nothing', async () => {
  const path = pathTo(erpWorkflowId(name));
  expectTexts((await rita.get(path)).data, ['Bonifico bancario', 'sola lettura']);
  for (const answer of [
    await rita.get(`${path}/resume`),
    await rita.send(`${path}/resume`, { reason: 'password corretta' }),
  ])
    expect(answer.status).toBe(403);
  expect(await bench.received(erpWorkflowId(name))).toEqual([]);
});

test('a time that the workflow refuses is told in its own words', async () => {
  const refuses = 'It is kept for 30 days. Say a later time.';
  const workflowId = await bench.plays({ gateway: gatewayView(), offers: [catchUp], refuses }, 'gateway');
  const typed = { since: '2025-11-01T10:00', reason: 'webhook spento' };
  const { status, data } = await anna.send(pathTo(workflowId, 'catchUpFrom'), typed);
  expect([status, headingIn(data)]).toEqual([422, 'Non è stato possibile']);
  expectTexts(data, [refuses, 'Torna al gateway']);
});
