import { createHmac } from 'node:crypto';

/**
 * `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`, a v1 per secret. The time is the machine's, not the sandbox's: only
 * objects live on the clock that can be advanced.
 */
export function signature(body: string, secrets: string[], corrupt = false): string {
  const t = Math.floor(Date.now() / 1000);
  const signed = secrets.map((secret) => {
    const digest = createHmac('sha256', corrupt ? `${secret}?` : secret)
      .update(`${t}.${body}`)
      .digest('hex');
    return `v1=${digest}`;
  });
  return [`t=${t}`, ...signed].join(',');
}
