import { IANAZone } from 'luxon';

// PrestaShop's dates are by its wall clock, to the second, without a zone: "2026-03-05 11:16:30".
const DAY_MS = 86_400_000;

/** A zone's wall clock. Its times are PrestaShop's texts, instants are in milliseconds. */
export interface WallClock {
  /**
   * The instant of a time. A time that comes twice, where summer time ends, counts as the second, so that instants have the
   * order of the texts. A time that never comes, where summer time begins, counts as an hour earlier: to go on from there
   * repeats some orders, but skips none.
   */
  instant(local: string): number;
  /** Whether a time comes twice. */
  isTwice(local: string): boolean;
  /** The time at an instant. */
  local(instantMs: number): string;
}

/** The wall clock of a zone by its IANA name. */
export function wallClock(name: string): WallClock {
  const zone = IANAZone.create(name);
  const offset = (ms: number) => zone.offset(ms) * 60_000;
  const candidates = (local: string) => {
    const naive = Date.parse(`${local.replace(' ', 'T')}Z`);
    return [naive - offset(naive - DAY_MS), naive - offset(naive + DAY_MS)];
  };
  const real = (local: string) => candidates(local).filter((ms) => text(ms + offset(ms)) === local);
  return {
    instant: (local) => {
      const found = real(local);
      return found.length > 0 ? Math.max(...found) : Math.min(...candidates(local));
    },
    isTwice: (local) => new Set(real(local)).size > 1,
    local: (instantMs) => text(instantMs + offset(instantMs)),
  };
}

/** A time of the wall clock in UTC, ISO 8601. */
export const utc = (clock: WallClock, local: string): string => new Date(clock.instant(local)).toISOString();

const text = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
