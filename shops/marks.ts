import { createHmac, timingSafeEqual } from 'node:crypto';

const MARKER = /\[incasso:([^\]\s#]+)(?:#([\w-]*))?\]/g;

/** Whether a text holds what looks like a marker, whoever wrote it. */
export const hasMarker = (text: string | undefined): boolean => text?.includes('[incasso:') ?? false;

/** A text of an order, and whether it is sure that no customer wrote it. */
export interface Written {
  text: string | null | undefined;
  byStaff: boolean;
}

/**
 * What tells our texts from those of others, since customers write into the same place: a marker carries an HMAC over
 * shop, order and marker, so that nobody can make one or copy it from another order. Markers are for the staff's eyes
 * alone. Those without an HMAC are from before there was one, and count in the staff's texts only.
 */
export interface Marks {
  /** "[incasso:accepted#Jq0…]", of this order alone. */
  text(order: string, marker: string): string;
  /** A text of ours for the staff with its markers. What looks like one in the text itself, by whoever's words, is none after that. */
  sign(order: string, text: string, ...markers: string[]): string;
  /** Markers of ours in these texts of an order, each once. */
  in(order: string, texts: Written[]): string[];
}

/** The marks of one shop. `key`: 32 bytes, the same for as long as its markers are to be known. */
export function marksOf(shop: string, key: Uint8Array): Marks {
  const mac = (order: string, marker: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([shop, order, marker]))
      .digest()
      // 96 bits: short for those who read it, and more than anybody can try at a shop.
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
