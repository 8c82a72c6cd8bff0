import { createHmac, hkdfSync } from 'node:crypto';
import { isSame } from './tokens.ts';

/**
 * Makes and checks what shows a workflow that a signal is ours: whoever reaches Temporal can send one, and only those who
 * have the configuration can seal it.
 */
export interface Seals {
  /** The seal of a signal to the workflow of this ID. A body is what JSON makes of it. */
  seal(to: string, signal: string, body: unknown): string;
  /** Whether a seal is ours, over exactly this. Never throws, whatever is given. */
  holds(to: string, signal: string, body: unknown, seal: string): boolean;
}

/** `secret` is the one that signs checkout links: HKDF makes of it a key that tells nothing of it. */
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
        // Nested deeper than can be read: nothing that we send is.
        if (error instanceof RangeError) return false;
        throw error;
      }
    },
  };
}

/** What comes out of JSON has its fields as they were written; sorted, the same is the same text. */
const inOneOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
