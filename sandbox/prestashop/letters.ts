/** Nine letters that look random (Order::generateReference), but are the same in every run, and different for each n below 26^9. */
export function letters(n: number): string {
  let left = (BigInt(n) * 2_862_933_555_777n + 3_037_000_493n) % 26n ** 9n;
  let text = '';
  for (let i = 0; i < 9; i += 1) {
    text += String.fromCharCode(65 + Number(left % 26n));
    left /= 26n;
  }
  return text;
}
