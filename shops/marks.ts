import { createHmac, timingSafeEqual } from 'node:crypto';

const MARKER = /\[incasso:([^\]\s#]+)(?:#([\w-]*))?\]/g;

/** Whether a text has what looks like a marker, whoever wrote it. */
export const hasMarker = (text: string | undefined): boolean => text?.includes('[incasso:') ?? false;

/** A text of an order. `byStaff`: certainly no customer wrote it. */
export interface Written {
  text: string | null | undefined;
  byStaff: boolean;
}

/**
 * Markers tell our texts from those of customers, who write into the same place. A marker has an HMAC over shop, order and
 * marker, so that nobody can make one or copy it from another order. Markers are in texts for the staff only. Those without
 * an HMAC were written by older releases, and count only in texts by the staff.
 */
export interface Marks {
  /** A marker, valid for this order only: "[incasso:accepted#Jq0…]". */
  text(order: string, marker: string): string;
  /** Our text for the staff, followed by its markers. What looks like a marker in the text itself is changed. */
  sign(order: string, text: string, ...markers: string[]): string;
  /** Our markers in these texts of an order, each once. */
  in(order: string, texts: Written[]): string[];
}

/** The marks of one shop. `key`: 32 bytes; markers are recognised only with the key that they were made with. */
export function marksOf(shop: string, key: Uint8Array): Marks {
  const mac = (order: string, marker: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([shop, order, marker]))
      .digest()
      // 96 bits are short to read, and far more than anybody could guess at a shop.
      .subarray(0, 12);
  const isOurs = (order: string, marker: string, signature: string) => {
    const given = Buffer.from(signature, 'base64url');
    const wanted = mac(order, marker);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };
  const text: Marks['text'] = (order, marker) =>
    `[incasso:${marker}#${mac(order, marker).toString('base64url')}]`;
  return {
    text,
    sign: (order, words, ...markers) =>
      `${words.replaceAll('[incasso', '(incasso')}\n${markers.map((marker) => text(order, marker)).join(' ')}`,
    in: (order, texts) => {
      const found = texts.flatMap(({ text, byStaff }) =>
        [...(text ?? '').matchAll(MARKER)].flatMap(([, marker = '', signature]) =>
          (signature === undefined ? byStaff : isOurs(order, marker, signature)) ? [marker] : [],
        ),
      );
      return [...new Set(found)];
    },
  };
}
