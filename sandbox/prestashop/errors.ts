/** An error of the webservice, as it lists them: a code beside the HTTP status (WebserviceRequest::setError). */
export class WsError extends Error {
  readonly status: number;
  readonly errors: { code: number; message: string }[];

  constructor(status: number, ...errors: [code: number, message: string][]) {
    super(errors.map(([, message]) => message).join('; '));
    this.status = status;
    this.errors = errors.map(([code, message]) => ({ code, message }));
  }
}

/** An answer that is neither XML nor JSON: the dispatcher's own, what PHP prints when it dies, or a machine before the shop. */
export class PlainAnswer extends Error {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, string>;

  constructor(status: number, body: string, headers: Record<string, string> = {}) {
    super(body);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export const HTML = 'text/html; charset=utf-8';

/** A PHP fatal error on a shop that displays none: 500 without a word. */
export const fatal = () => new PlainAnswer(500, '', { 'content-type': HTML });

/** What the real shop could do and this sandbox does not play. */
export const notPlayed = (what: string) => new WsError(501, [124, `Sandbox: ${what} is not played here.`]);

/** "…. Did you mean: "orders"? The full list is: …" (setErrorDidYouMean). */
export function didYouMean(message: string, value: string, available: string[]): string {
  let closest = '';
  let shortest = Number.POSITIVE_INFINITY;
  for (const word of available) {
    const distance = levenshtein(value, word);
    if (distance > shortest) continue;
    [closest, shortest] = [word, distance];
    if (distance === 0) break;
  }
  const whole = available.length > 1 ? ` The full list is: "${available.join('", "')}"` : '';
  return `${message}. Did you mean: "${closest}"?${whole}`;
}

function levenshtein(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const line = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (above[j] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(replaced, (above[j + 1] ?? 0) + 1, (line[j] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
