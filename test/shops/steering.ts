import { expect } from 'vitest';

/** Words to a sandbox's own addresses, from wherever it listens by then. */
export const steering =
  (url: () => string) =>
  async (path: string, body: object = {}): Promise<unknown> => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${url()}/_sandbox${path}`, init);
    const text = await answer.text();
    expect(answer.status, `${path}: ${text}`).toBe(200);
    return JSON.parse(text);
  };
