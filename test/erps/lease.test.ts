import { afterEach, describe, expect, it, vi } from 'vitest';
import { Lease } from '../../erps/lease.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A lease confirmed at this moment, under clocks that stand still. */
function confirmed(): Lease {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const lease = new Lease();
  lease.confirm(Lease.now(), 12_000);
  return lease;
}

describe('a worker may call the ERP', () => {
  it('as long as Temporal confirmed it lately, and not at the moment when that gets old', () => {
    const lease = confirmed();
    vi.advanceTimersByTime(11_999);
    lease.assertHeld('search of customers');
    vi.advanceTimersByTime(1);
    expect(() => lease.assertHeld('search of customers')).toThrow(
      expect.objectContaining({
        code: 'ERP_AWAY',
        kind: 'away',
        message: expect.stringContaining('search of customers: not sent'),
      }),
    );
    lease.confirm(Lease.now(), 12_000);
    expect(lease.holds).toBe(true);
  });

  it('counted from when Temporal was asked, not from when it answered', () => {
    const lease = confirmed();
    const asked = Lease.now();
    vi.advanceTimersByTime(5_000);
    lease.confirm(asked, 12_000);
    vi.advanceTimersByTime(7_000);
    expect(lease.holds).toBe(false);
  });

  it('no more after a machine slept, which only the wall clock sees, nor after that clock was set back', () => {
    const slept = confirmed();
    vi.setSystemTime(Date.now() + 60_000);
    expect(slept.holds).toBe(false);
    const setBack = confirmed();
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(12_000);
    expect(setBack.holds).toBe(false);
  });

  it('no more once another can have it, until it gets it again', () => {
    const lease = confirmed();
    lease.end();
    expect(lease.holds).toBe(false);
  });

  it('where nobody asked for a lease, as a command by hand', () => {
    expect(new Lease().holds).toBe(true);
  });
});
