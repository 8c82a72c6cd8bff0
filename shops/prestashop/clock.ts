import { IANAZone } from 'luxon';

// PrestaShop's dates are its own wall clock's, to the second, without a zone: "2026-03-05 11:16:30".
const DAY_MS = 86_400_000;

/** A zone's wall clock. Times of day are PrestaShop's texts, instants milliseconds. */
export interface WallClock {
  /**
   * The instant of a time of day. One that comes twice, where summer time ends, is taken for its second time, so that
   * instants keep the order of the texts. One that never comes, where summer time begins, is taken for an hour
   * earlier: who goes on from there meets some again and passes over none.
   */
  instant(local: string): number;
  /** Whether a time of day comes twice. */
  isTwice(local: string): boolean;
  /** The time of day of an instant. */
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

/** UTC, ISO 8601. */
export const utc = (clock: WallClock, local: string): string => new Date(clock.instant(local)).toISOString();

const text = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
