import { beforeAll, describe, expect, it } from 'vitest';
import type { Received, Signing, Suite } from './gateway-bench.ts';

/** Whom a gateway's connector believes. None of these cases can be declared away. */
export function signatureCases(suite: Suite): void {
  const { aNewPage, failureOf } = suite;
  const believed = { kind: 'message', message: { fact: 'PAID' } };
  const invalid = { code: 'SIGNATURE_INVALID', kind: 'refused' };

  describe('a notification', () => {
    let paid: Received;
    beforeAll(async () => {
      const { page } = await aNewPage();
      await suite.bench.pay(page);
      paid = await suite.bench.notification(page, 'PAID');
    });
    const read = ({ rawBody, headers }: Received, secrets?: ('standing' | 'previous')[]) =>
      suite.bench.makeGateway({ secrets }).readNotification(rawBody, headers);

    it('as the gateway sent it is believed', () => {
      expect(read(paid)).toMatchObject(believed);
    });

    it.each(['standing', 'previous'] as const)(
      'signed with the %s secret is believed while both are known',
      (secret) => {
        expect(read(suite.bench.sign(paid, { secret }), ['standing', 'previous'])).toMatchObject(believed);
        expect(read(suite.bench.sign(paid, { secret }), ['previous', 'standing'])).toMatchObject(believed);
      },
    );

    it.each<[string, Signing]>([
      ['with another secret', { secret: 'wrong' }],
      ['with a secret that is not known any more', { secret: 'previous' }],
      ['six minutes ago', { secondsFromNow: -360 }],
      ['six minutes in the future', { secondsFromNow: 360 }],
      ['a day in the future', { secondsFromNow: 86_400 }],
    ])('signed %s is refused', async (_how, signing) => {
      expect(await failureOf(() => read(suite.bench.sign(paid, signing)))).toMatchObject(invalid);
    });

    it('signed four minutes off is believed: clocks differ, and deliveries take time', () => {
      for (const secondsFromNow of [-240, 240])
        expect(read(suite.bench.sign(paid, { secondsFromNow }))).toMatchObject(believed);
    });

    it('whose body was altered by one character is refused', async () => {
      const rawBody = Buffer.from(paid.rawBody.toString().replace('7990', '7991'));
      expect(rawBody.equals(paid.rawBody)).toBe(false);
      expect(await failureOf(() => read({ ...paid, rawBody }))).toMatchObject(invalid);
    });

    it('that was parsed and written anew is refused: the signature is over the bytes', async () => {
      const rawBody = Buffer.from(JSON.stringify(JSON.parse(paid.rawBody.toString())));
      expect(await failureOf(() => read({ ...paid, rawBody }))).toMatchObject(invalid);
    });

    it('without a signature, or with nonsense or two of them, is refused', async () => {
      const names = Object.keys(paid.headers).filter((name) => /signature|sig$/i.test(name));
      expect(names).not.toEqual([]);
      for (const value of [undefined, '', 'nonsense', 't=,v1=', ['a', 'b']]) {
        const headers = { ...paid.headers, ...Object.fromEntries(names.map((name) => [name, value])) };
        expect(await failureOf(() => read({ ...paid, headers }))).toMatchObject(invalid);
      }
    });

    it('of nothing at all is refused', async () => {
      expect(await failureOf(() => read({ ...paid, rawBody: Buffer.alloc(0) }))).toMatchObject(invalid);
    });

    it.each(['', 'not what it should be', '[]', '{}', 'null', '{"id":"evt_1","object":"event"}'])(
      'properly signed over %o is not understood',
      async (body) => {
        const failure = await failureOf(() => read(suite.bench.sign(paid, {}, () => `${body} `)));
        expect(failure).toMatchObject({ code: 'MESSAGE_UNREADABLE', kind: 'refused' });
      },
    );
  });
}
