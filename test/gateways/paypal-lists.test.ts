import { describe, expect, it } from 'vitest';
import { Refusal } from '../../gateways/paypal/client.ts';
import { everyEvent, listEvents, wasAgreed } from '../../gateways/paypal/events.ts';
import { paypal } from '../../gateways/paypal/index.ts';
import { inquiries } from '../../gateways/paypal/inquiries.ts';
import { pageId } from '../../gateways/paypal/marks.ts';
import { orders } from '../../gateways/paypal/orders.ts';
import { answering } from './fake-paypal.ts';

const LIST = 'https://api.paypal.com/v1/notifications/webhooks-events';
const agreed = (id: string, order: string) => ({
  id,
  event_type: 'CHECKOUT.ORDER.APPROVED',
  create_time: '2026-03-02T10:00:00Z',
  resource: { id: order },
});
const next = (href: string) => ({ links: [{ rel: 'next', href }] });
/** Two pages, the second where `href` leads to. */
const pages = (href: string) =>
  answering(({ path }) =>
    path.includes('move_to=next')
      ? { events: [agreed('WH-2', 'SECOND')] }
      : { events: [agreed('WH-1', 'FIRST')], ...next(href) },
  );
const span = { from: Date.parse('2026-03-01T00:00:00Z'), until: Date.parse('2026-03-03T00:00:00Z') };

describe('the list of events', () => {
  it.each([
    // As PayPal's own examples have it.
    `${LIST}/?start_time=2026-03-02T00:00:00Z&page_size=100&move_to=next&index_id=3`,
    `${LIST}?start_time=2026-03-02T00:00:00Z&page_size=100&move_to=next&index_id=3`,
  ])('goes on at %s', async (href) => {
    const client = pages(href);
    const { events } = await everyEvent(client, 'wallet', { start_time: '2026-03-02T00:00:00Z' });
    expect(events.map(({ id }) => id)).toEqual(['WH-1', 'WH-2']);
    expect(client.asked[1]?.path).toMatch(/^\/v1\/notifications\/webhooks-events\?/);
    expect(await wasAgreed(client, 'wallet', 'SECOND', span)).toBe(true);
  });

  it.each(['/v1/notifications/webhooks-events/?move_to=next', `${LIST}/WH-1`, 'https://api.paypal.com/v2/x'])(
    'is not taken for whole where it goes on at %s',
    async (href) => {
      await expect(
        everyEvent(pages(href), 'wallet', { start_time: '2026-03-02T00:00:00Z' }),
      ).rejects.toMatchObject({ code: 'GATEWAY_AWAY', kind: 'away' });
    },
  );

  it('is heard although an event in it has no id, no type, or is none at all', async () => {
    const broken = [{ event_type: 'X' }, { id: 7, resource: 'none' }, null, 'nothing'];
    const client = answering(() => ({ events: [...broken, agreed('WH-1', 'FIRST')] }));
    const ours = { installation: 'pay.shop.example', live: false };
    const since = new Date(Date.now() - 60_000).toISOString();
    const { notifications } = await listEvents(client, 'wallet', ours, since);
    expect(notifications.map(({ kind }) => kind).toSorted()).toEqual(['foreign', 'unreadable']);
  });

  it('does not say that nobody agreed where an event in it can not be read', async () => {
    const client = answering(() => ({ events: [{ id: 'WH-1', event_type: 'CHECKOUT.ORDER.APPROVED' }] }));
    expect(await wasAgreed(client, 'wallet', 'FIRST', span)).toBe(true);
  });
});

describe('an order that PayPal knows no more, whose time is over, and to which nobody agreed by the list', () => {
  const given = paypal.settings.parse({
    environment: 'test',
    clientId: 'app',
    clientSecret: 'secret',
    webhookId: '8PT597110X687430LKGECATA',
  });
  const page = pageId('5O190127TN364715T', Math.floor(Date.now() / 1000) - 60);
  const inquire = async (hearsAgreements: boolean) => {
    const client = answering(({ path }) => {
      if (path.startsWith('/v2/')) throw new Refusal('PAGE_NOT_FOUND', 'refused', 'wallet: gone', []);
      return { events: [] };
    });
    const all = orders(client, 'wallet', given, 'shop');
    const [state] = await inquiries(client, 'wallet', all, false, async () => hearsAgreements).inquire(
      '1-a',
      page,
    );
    return state.fact;
  };

  it('is over where a webhook asks for agreements, and unknown where none does: the list has none then', async () => {
    expect(await inquire(true)).toBe('PAGE_EXPIRED');
    expect(await inquire(false)).toBe('UNKNOWN');
  });
});
