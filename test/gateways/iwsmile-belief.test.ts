import { describe, expect, it } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import { fakeIwsmile } from './fake-iwsmile.ts';
import { formOf, inQuery, KEYS, PAGE, PAYMENT, posted } from './iwsmile-given.ts';

const OTHER = '100043-9d2e';
const otherPage = PAGE.open.replace(PAYMENT, OTHER);

async function heard(gateway: Gateway, came: NotificationRequest): Promise<Message> {
  const read = await gateway.readNotification(came);
  const found = read.kind === 'lookup' ? await gateway.lookUp(read) : undefined;
  return found?.messages[0] ?? expect.fail(read.kind);
}

describe('what was paid once at IWSmile is not believed for another payment', () => {
  const stolen = (changes = {}) => posted(formOf({ custom: OTHER, item_number: undefined, ...changes }));

  it('where its check got no answer as it came, and is made again by a process that has not heard the first', async () => {
    let answer = 'OK';
    const { gateway } = await fakeIwsmile(() => answer);
    expect(await heard(gateway, posted(formOf()))).toMatchObject({ fact: 'PAID' });
    answer = 'one moment, please';
    const { proof = '' } = await heard(gateway, stolen());
    const { gateway: worker } = await fakeIwsmile('OK');
    expect(await worker.inquire(OTHER, otherPage, [proof])).toMatchObject([
      {
        fact: 'UNKNOWN',
        status: expect.stringContaining('only later'),
        note: expect.stringMatching(/transaction 80012345 over 25,40 EUR in IWSmile's back office/),
      },
    ]);
  });

  it.each([{ thx_id: '080012345' }, { thx_id: '+80012345' }, { verify_sign: '0123456789ABCDEF' }])(
    'as another transaction, which it is only by its spelling: %j',
    async (changes) => {
      const { gateway } = await fakeIwsmile('OK');
      expect(await heard(gateway, posted(formOf()))).toMatchObject({ fact: 'PAID' });
      expect(await heard(gateway, stolen(changes))).toMatchObject({
        fact: 'UNKNOWN',
        status: expect.stringContaining(PAYMENT),
      });
    },
  );

  it('nor as a second charge of its own, spelled in another way', async () => {
    const { gateway } = await fakeIwsmile('OK');
    await heard(gateway, posted(formOf()));
    expect(await heard(gateway, posted(formOf({ thx_id: '080012345' })))).toMatchObject({ fact: 'UNKNOWN' });
    expect(await heard(gateway, posted(formOf()))).toMatchObject({ fact: 'PAID' });
  });

  it('by a proof that names another payment', async () => {
    const { gateway } = await fakeIwsmile('OK');
    const { proof = '' } = await heard(gateway, posted(formOf()));
    expect(await gateway.inquire(OTHER, otherPage, [proof])).toMatchObject([{ fact: 'UNKNOWN' }]);
  });
});

describe('a callback of IWSmile', () => {
  it.each(['0.01', '2', '1,5', '11', '-1', 'x'])(
    'of %s pieces is unknown: the sum may be that of one, which the buyer can change',
    async (qta) => {
      const { gateway } = await fakeIwsmile('OK');
      const message = await heard(gateway, posted(formOf({ qta })));
      expect(message).toMatchObject({ fact: 'UNKNOWN', status: expect.stringContaining(`of ${qta} pieces`) });
      expect(await gateway.inquire(PAYMENT, PAGE.open, [message.proof ?? ''])).toMatchObject([
        { fact: 'UNKNOWN' },
      ]);
    },
  );

  it.each(['1', '1.00', '1,00', undefined])('of %s pieces is paid', async (qta) => {
    const { gateway } = await fakeIwsmile('OK');
    expect(await heard(gateway, posted(formOf({ qta })))).toMatchObject({ fact: 'PAID' });
  });

  it.each([undefined, PAYMENT.slice(0, 6), ''])(
    'whose reference came back as %j is its payment’s, by the page that only we can have named',
    async (custom) => {
      const { gateway } = await fakeIwsmile('OK');
      const read = await gateway.readNotification(posted(formOf({ custom })));
      const found = read.kind === 'lookup' ? await gateway.lookUp(read) : undefined;
      expect(found).toMatchObject({ paymentId: PAYMENT, messages: [{ fact: 'PAID', page: PAGE.open }] });
      const made = PAGE.open.replace(/.{16}$/, '0'.repeat(16));
      expect(await gateway.readNotification(posted(formOf({ custom: '', item_number: made })))).toMatchObject(
        {
          kind: 'foreign',
        },
      );
    },
  );

  it('whose proof has a plus in an address, which is read as a space, is not lost', async () => {
    const { gateway, asked } = await fakeIwsmile('OK');
    const form = formOf({ verify_sign: 'ab_cd' }).replace('ab_cd', 'ab+cd');
    expect(await heard(gateway, inQuery(form))).toMatchObject({ fact: 'PAID' });
    expect(asked[0]?.form.verify_sign).toBe('ab+cd');
  });

  it('is checked with the key before also where the new one is called invalid', async () => {
    const { gateway } = await fakeIwsmile(({ merchant_key }) => (merchant_key === KEYS.right ? 'OK' : 'IR'), {
      merchantKey: [KEYS.wrong, KEYS.right],
    });
    expect(await heard(gateway, posted(formOf()))).toMatchObject({ fact: 'PAID' });
  });

  it('to which something long is said is answered soon', async () => {
    const { gateway } = await fakeIwsmile(`OK ${'a'.repeat(300_000)}`);
    const before = Date.now();
    expect(await heard(gateway, posted(formOf()))).toMatchObject({ fact: 'UNKNOWN' });
    expect(Date.now() - before).toBeLessThan(2_000);
  });
});
