import { describe, expect, test } from 'vitest';
import { open, page, payment, post, press, query, skrill, statusOf, steer } from './skrill-bench.ts';

describe('the page', () => {
  test('opens under its session id, in Italian, and escapes what it shows', async () => {
    const sandbox = await skrill();
    const { text: sid } = await post(sandbox, '/', payment({ detail1_text: 'Sedia <b>' }));
    const shown = await page(`${sandbox.url}/?sid=${sid}`);
    expect(shown.url).toBe(`${sandbox.url}/pay/${sid}`);
    expect(shown.html).toContain('<html lang="it">');
    expect(shown.html).toMatch(/Paga 25,40\s€/);
    expect(shown.html).toContain('Sedia &lt;b&gt;');
    expect((await page(`${sandbox.url}/?sid=${'0'.repeat(32)}`)).status).toBe(404);
  });

  test('that nobody came to within 15 minutes is dead; one that was opened in time can still be paid', async () => {
    const sandbox = await skrill();
    const opened = await open(sandbox, { transaction_id: 'opened' });
    const { text: late } = await post(sandbox, '/', payment({ transaction_id: 'late' }));
    sandbox.advance(15 * 60);
    expect((await page(`${sandbox.url}/?sid=${late}`)).html).toContain('data-state="expired"');
    expect((await press(sandbox, late, 'pay')).html).toContain('data-state="expired"');
    expect((await press(sandbox, opened, 'pay')).location).toBe('http://127.0.0.1:9/return');
    expect(sandbox.books.charges).toMatchObject([
      { transaction_id: 'opened', amount: 2540, currency: 'EUR' },
    ]);
  });

  test('paid takes the money once however often the form is sent, and returns to the shop each time', async () => {
    const sandbox = await skrill();
    const sid = await open(sandbox);
    const sent = await Promise.all([1, 2, 3].map(() => press(sandbox, sid, 'pay')));
    for (const { status, location } of sent)
      expect([status, location]).toEqual([303, 'http://127.0.0.1:9/return']);
    expect(sandbox.books.charges).toMatchObject([{ id: '2451682729', session: sid, amount: 2540 }]);
    expect((await press(sandbox, sid, 'refuse')).html).toContain('data-state="paid"');
  });

  test('returns with transaction_id and msid where the account asked for it', async () => {
    const sandbox = await skrill({ secureReturn: true });
    const sid = await open(sandbox, { return_url: 'http://127.0.0.1:9/return?order=1' });
    const { location } = await press(sandbox, sid, 'pay');
    const { searchParams } = new URL(location ?? '');
    expect(Object.fromEntries(searchParams)).toEqual({
      order: '1',
      transaction_id: '100042-7b1c',
      msid: expect.stringMatching(/^[0-9A-F]{32}$/),
    });
  });

  test('stays open after a refusal, and the next try is another transaction of the same reference', async () => {
    const sandbox = await skrill();
    const sid = await open(sandbox);
    expect((await press(sandbox, sid, 'refuse', { reason: '24' })).html).toContain('carta scaduta');
    expect(await statusOf(sandbox)).toMatchObject({ status: '-2', failed_reason_code: '24' });
    await press(sandbox, sid, 'pay');
    const tries = Object.values(sandbox.books.transactions).map(({ id, status }) => [id, status]);
    expect(tries).toEqual([
      ['2451682729', -2],
      ['2451682731', 2],
    ]);
    expect(await statusOf(sandbox)).toMatchObject({ status: '2', mb_transaction_id: '2451682731' });
  });

  test('of a reference that another page paid takes nothing', async () => {
    const sandbox = await skrill();
    const [first, second] = [await open(sandbox), await open(sandbox)];
    await press(sandbox, first, 'pay');
    expect((await press(sandbox, second, 'pay')).html).toContain('data-state="used"');
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('left by going back cancels nothing, and tells nothing', async () => {
    const sandbox = await skrill();
    const sid = await open(sandbox);
    expect((await press(sandbox, sid, 'back')).location).toBe('http://127.0.0.1:9/back');
    expect((await query(sandbox, { action: 'status_trn', trn_id: '100042-7b1c' }))[0]).toMatch(/^403/);
    expect((await press(sandbox, sid, 'pay')).status).toBe(303);
  });

  test('paid and left by closing the browser sends nobody back', async () => {
    const sandbox = await skrill();
    const closed = await press(sandbox, await open(sandbox), 'pay-and-close');
    expect([closed.status, closed.location]).toEqual([200, null]);
    expect(closed.html).toContain('Hai chiuso il browser');
    expect(sandbox.books.charges).toHaveLength(1);
  });
});

describe('a bank transfer', () => {
  test.each([
    ['succeed', '2', 1],
    ['fail', '-2', 0],
    ['cancel', '-1', 0],
  ])('is pending until the bank answers: %s is told as %s', async (result, status, charges) => {
    const sandbox = await skrill({ delayedMs: null });
    const sid = await open(sandbox);
    expect((await press(sandbox, sid, 'delayed-succeed')).location).toBe('http://127.0.0.1:9/return');
    expect(await statusOf(sandbox)).toMatchObject({ status: '0', mb_transaction_id: '2451682729' });
    await steer(sandbox, `delayed/${sid}`, { result });
    expect(await statusOf(sandbox)).toMatchObject({ status, mb_transaction_id: '2451682729' });
    expect(sandbox.books.charges).toHaveLength(charges);
    expect((await steer(sandbox, `delayed/${sid}`, { result })).status).toBe(400);
  });

  test('settles by itself, and is cancelled after 14 days without an answer', async () => {
    const sandbox = await skrill({ delayedMs: 60_000 });
    await press(sandbox, await open(sandbox, { transaction_id: 'soon' }), 'delayed-fail');
    sandbox.advance(60);
    expect(await statusOf(sandbox, 'soon')).toMatchObject({ status: '-2' });
    const waiting = await skrill({ delayedMs: null });
    await press(waiting, await open(waiting), 'delayed-succeed');
    waiting.advance(14 * 24 * 3600);
    expect(await statusOf(waiting)).toMatchObject({ status: '-1' });
  });
});

describe('told what no buyer can do', () => {
  test('a payment under way as its page expired goes through', async () => {
    const sandbox = await skrill();
    const sid = await open(sandbox);
    expect((await steer(sandbox, `sessions/${sid}/pay-late`, {})).status).toBe(400);
    await steer(sandbox, `sessions/${sid}/expire`, {});
    await steer(sandbox, `sessions/${sid}/pay-late`, {});
    expect(await statusOf(sandbox)).toMatchObject({ status: '2' });
    expect((await steer(sandbox, `sessions/${sid}/pay-late`, {})).status).toBe(400);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('a mistake in steering is answered with its reason', async () => {
    const sandbox = await skrill();
    expect((await steer(sandbox, 'sessions/nobody/expire', {})).status).toBe(400);
    expect((await steer(sandbox, 'account', { secret: 'x' })).status).toBe(400);
    expect((await steer(sandbox, 'disputes', { transaction: 'nobody' })).status).toBe(400);
  });
});
