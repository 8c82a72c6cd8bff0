import { createHmac, hkdfSync } from 'node:crypto';
import { isSame } from './tokens.ts';

/**
 * Makes and checks the seals that show a workflow that a signal is ours: everybody who reaches Temporal can send a signal,
 * but only programs with the configuration's secret can seal it.
 */
export interface Seals {
  /** The seal of a signal to the workflow with the ID `to`. The body is sealed in its JSON form. */
  seal(to: string, signal: string, body: unknown): string;
  /** Whether `seal` is our seal of exactly this signal. Never throws, whatever is given. */
  holds(to: string, signal: string, body: unknown, seal: string): boolean;
}

/** `secret` is the one that signs checkout links; HKDF derives a key from it that does not reveal it. */
export function sealsOf(secret: string): Seals {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'incasso signals', 32));
  const digest = (...sealed: [to: string, signal: string, body: unknown]) =>
    createHmac('sha256', key).update(JSON.stringify(sealed, inOneOrder)).digest();
  return {
    seal: (to, signal, body) => digest(to, signal, body).toString('base64url'),
    holds(to, signal, body, seal) {
      const given = Buffer.from(seal, 'base64url');
      try {
        return isSame(given, digest(to, signal, body));
      } catch (error) {
        // A body nested too deeply to be turned into JSON: ours never are.
        if (error instanceof RangeError) return false;
        throw error;
      }
    },
  };
}

/** Sorts the fields of objects, so that equal bodies give equal JSON, in whatever order their fields come. */
const inOneOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
