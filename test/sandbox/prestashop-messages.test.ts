import { describe, expect, it } from 'vitest';
import { type Answer, codes, freshShop, messages } from './prestashop-bench.ts';

const { ask, list, place, steer, write } = freshShop();

const say = (message: string): Promise<Answer> =>
  ask(
    'POST',
    '/customer_messages',
    `<prestashop><customer_message><id_customer_thread>1</id_customer_thread><message><![CDATA[${message}]]></message><private>1</private></customer_message></prestashop>`,
  );
const kept = async () => (await list('customer_messages', 'sort=[id_DESC]'))[0]?.message;

describe('a message', () => {
  it.each([
    ['1 < 2 & 3 > 2 "q" \'s\' &amp; è € 😀', '1 &lt; 2 &amp; 3 &gt; 2 "q" \'s\' &amp; è € 😀'],
    ['a<x>b</x> <!b> <3', 'ab &lt;!b&gt; &lt;3'],
    ['&egrave; &nbsp;&quot;&#39;&#60;', '&amp;egrave; \u00a0"\'&lt;'],
    ['riga 1<br>riga 2 <b class="x">forte</b>', 'riga 1<br />riga 2 <b>forte</b>'],
    [
      'https://pay.example/p?x=1&y=2\n[incasso:n-28-pay-x]',
      'https://pay.example/p?x=1&amp;y=2\n[incasso:n-28-pay-x]',
    ],
  ])('is answered as it was sent and kept as HTML since 8: %s', async (sent, purified) => {
    for (const version of ['8', '9']) {
      await steer('settings', { version });
      const answer = await say(sent);
      expect(answer.status).toBe(201);
      expect(answer.text).toContain(`<message><![CDATA[${sent}]]></message>`);
      expect(await kept()).toBe(purified);
    }
  });

  it('is a plain text in 1.7: tags are cut, and what follows a lonely "<"', async () => {
    await steer('settings', { version: '1.7' });
    await say('Suonare & "attendere" < 5 min <b>zia</b> <3 volte');
    expect(await kept()).toBe('Suonare & "attendere" < 5 min zia ');
  });

  it.each([
    ['onclick=x', [400, 400, 400]],
    ['descriptionerror = x', [400, 400, 400]],
    ['TypeScript: x', [400, 400, 400]],
    ['a < script >', [400, 400, 400]],
    ['<form action="x">', [400, 400, 400]],
    ['<iframe>', [400, 400, 400]],
    ['operationresult=KO', [201, 201, 400]],
    ['esito=KO', [201, 201, 201]],
    ['informazioni = tutte; versione=2', [201, 201, 201]],
  ])('with %s is refused or taken by 1.7, 8 and 9', async (text, statuses) => {
    const seen = [];
    for (const version of ['1.7', '8', '9']) {
      await steer('settings', { version });
      const answer = await say(text);
      seen.push(answer.status);
      if (answer.status !== 400) continue;
      expect(codes(answer)).toEqual([85]);
      const arrow = version === '8' ? '-&gt;' : '->';
      expect(messages(answer)).toEqual([
        `Validation error: "Property CustomerMessage${arrow}message is not valid"`,
      ]);
    }
    expect(seen).toEqual(statuses);
  });

  it('that a customer left at the checkout is not private, and was purified too', async () => {
    await place({ message: 'Suonare & "attendere" < 5 min <x>', giftMessage: 'Auguri & baci, zia <3' });
    expect(await list('customer_messages')).toMatchObject([
      { message: 'Suonare &amp; "attendere" &lt; 5 min ', private: '0', id_employee: '0' },
    ]);
    expect(await list('orders')).toMatchObject([{ gift_message: 'Auguri & baci, zia ' }]);
  });
});

describe('a thread', () => {
  const open = (email: string) =>
    write('POST', '/customer_threads', 'customer_thread', {
      id_lang: 1,
      id_contact: 0,
      id_order: 1,
      token: 'abc',
      status: 'closed',
      email,
    });

  it('is opened with no address, and not with one that is none', async () => {
    expect((await open('')).status).toBe(201);
    expect((await open('maria.rossi@example.test')).status).toBe(201);
    const refused = await open('nessuno');
    expect([refused.status, codes(refused)]).toEqual([400, [85]]);
    expect(messages(refused)[0]).toContain('email is not valid');
  });
});
