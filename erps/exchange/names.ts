const PLAIN = /[a-z0-9]/;

/**
 * What the files of a reference are called, without their ending: "demo/12" is "demo-12". Anything but small letters and
 * digits is written as its code, so that no file system minds it and no two references share a name, not even where
 * capitals are small letters.
 */
export const nameOf = (reference: string): string => reference.split('').map(encoded).join('');

function encoded(char: string): string {
  if (PLAIN.test(char)) return char;
  if (char === '/') return '-';
  const code = char.charCodeAt(0);
  return code < 0x80 ? `_${code.toString(16).padStart(2, '0')}` : `_u${code.toString(16).padStart(4, '0')}`;
}
