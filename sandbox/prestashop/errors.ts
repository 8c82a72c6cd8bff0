/** An error of the webservice: an HTTP status and a list of codes with texts (WebserviceRequest::setError). */
export class WsError extends Error {
  readonly status: number;
  readonly errors: { code: number; message: string }[];

  constructor(status: number, ...errors: [code: number, message: string][]) {
    super(errors.map(([, message]) => message).join('; '));
    this.status = status;
    this.errors = errors.map(([code, message]) => ({ code, message }));
  }
}

/** An answer that is neither XML nor JSON: the dispatcher's own, that of a PHP that dies, or that of a machine before the shop. */
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

/** The content type of HTML pages. */
export const HTML = 'text/html; charset=utf-8';

/** A PHP fatal error in a shop that doesn't display errors: 500 with an empty body. */
export const fatal = () => new PlainAnswer(500, '', { 'content-type': HTML });

/** The answer to what a real shop can do, but this sandbox can't. */
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
