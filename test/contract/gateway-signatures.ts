import { beforeAll, describe, expect, it } from 'vitest';
import type { NotificationRequest } from '../../gateways/gateway.ts';
import type { Signing } from './gateway-bench.ts';
import type { Suite } from './gateway-suite.ts';

/** Whom a gateway's connector believes. */
export function signatureCases(suite: Suite): void {
  const { aNewPage, failureOf, heard, where } = suite;
  const believed = { kind: expect.stringMatching(/^(message|lookup)$/) };
  const invalid = { code: 'SIGNATURE_INVALID', kind: 'refused' };

  describe('a notification', () => {
    let paid: NotificationRequest;
    beforeAll(async () => {
      const { page } = await aNewPage();
      await suite.bench.pay(page);
      paid = await suite.bench.notification(page, 'PAID');
    });
    const read = (request: NotificationRequest, secrets?: ('standing' | 'previous')[]) =>
      suite.bench.makeGateway({ secrets }).readNotification(request);

    it('as the gateway sent it is believed, or what it names is asked for', async () => {
      expect(await heard(paid)).toMatchObject({ messages: [{ fact: 'PAID' }] });
    });

    // None of these two can be declared away: whoever can write to an address must not be able to pay.
    it('that somebody else sends of a page that nobody paid pays nothing', async () => {
      const { page } = await aNewPage();
      const forged = await suite.bench.forged(page);
      const found = await heard(forged).catch(async (error: unknown) => {
        expect(await failureOf(() => Promise.reject(error))).toMatchObject(invalid);
        return 'foreign' as const;
      });
      if (typeof found !== 'string') for (const { fact } of found.messages) expect(fact).not.toBe('PAID');
    });

    it('that nobody can understand is refused as such', async () => {
      const all = suite.bench.unreadable();
      expect(all.length).toBeGreaterThan(0);
      for (const one of all) {
        const failure = await failureOf(() => read(one));
        expect(failure).toMatchObject({ code: 'MESSAGE_UNREADABLE', kind: 'refused' });
      }
    });

    where('signed notifications', () => {
      it('with another secret is refused, and one that was spoiled in whatever way', async () => {
        const ways = {
          ...suite.bench.spoiled(paid),
          'another secret': suite.bench.sign(paid, { secret: 'wrong' }),
          'a secret that is not known any more': suite.bench.sign(paid, { secret: 'previous' }),
        };
        expect(Object.keys(ways).length).toBeGreaterThan(4);
        for (const [way, request] of Object.entries(ways)) {
          const { code, kind } = await failureOf(() => read(request));
          expect([way, code, kind]).toEqual([way, invalid.code, invalid.kind]);
        }
      });
    });

    where('secrets that are changed', () => {
      it.each(['standing', 'previous'] as const)(
        'signed with the %s secret is believed while both are known',
        async (secret) => {
          const signed = suite.bench.sign(paid, { secret });
          expect(await read(signed, ['standing', 'previous'])).toMatchObject(believed);
          expect(await read(signed, ['previous', 'standing'])).toMatchObject(believed);
        },
      );
    });

    where('dates in signatures', () => {
      it.each<[string, Signing]>([
        ['six minutes ago', { secondsFromNow: -360 }],
        ['six minutes in the future', { secondsFromNow: 360 }],
        ['a day in the future', { secondsFromNow: 86_400 }],
      ])('signed %s is refused', async (_how, signing) => {
        expect(await failureOf(() => read(suite.bench.sign(paid, signing)))).toMatchObject(invalid);
      });

      it('signed four minutes off is believed: clocks differ, and deliveries take time', async () => {
        for (const secondsFromNow of [-240, 240])
          expect(await read(suite.bench.sign(paid, { secondsFromNow }))).toMatchObject(believed);
      });
    });
  });
}
