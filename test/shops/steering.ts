import { expect } from 'vitest';

/** Functions that steer a sandbox; `url` is asked at each call, since the sandbox may start later. */
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
