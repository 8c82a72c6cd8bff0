import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imagesIn, pinnedText, pinOf } from '../../scripts/images.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const digest = `sha256:${'a1'.repeat(32)}`;

/** A registry that wants a token, as Docker Hub does, and knows one image. */
const registry = createServer((request, answer) => {
  const { url = '', headers } = request;
  const registryUrl = `http://${headers.host}`;
  if (url.startsWith('/token')) {
    const asked = new URL(url, registryUrl).searchParams;
    const right =
      asked.get('service') === 'tried' && asked.get('scope') === 'repository:library/postgres:pull';
    answer.end(JSON.stringify({ token: right ? 'let-in' : 'wrong' }));
  } else if (headers.authorization !== 'Bearer let-in') {
    const challenge = `Bearer realm="${registryUrl}/token",service="tried",scope="repository:library/postgres:pull"`;
    answer.writeHead(401, { 'www-authenticate': challenge }).end();
  } else if (url === '/v2/library/postgres/manifests/16' && headers.accept?.includes('image.index')) {
    answer.writeHead(200, { 'docker-content-digest': digest }).end();
  } else answer.writeHead(404).end();
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
});
afterAll(() => void registry.close());

describe('the images that are pinned', () => {
  it('are those of others, in the compose file and in the Dockerfile', () => {
    expect(imagesIn(read('docker-compose.yml')).map((image) => image.split(':')[0])).toEqual([
      ...['postgres', 'temporalio/admin-tools', 'temporalio/server', 'temporalio/ui'],
    ]);
    expect(imagesIn(read('Dockerfile'))).toEqual(['node:22-slim']);
  });

  it('get the digest that their registry tells under the tag, with a token where it wants one', async () => {
    expect(await pinOf('postgres:16', url)).toEqual({
      image: 'postgres:16',
      pinned: `postgres:16@${digest}`,
    });
    await expect(pinOf('postgres:17', url)).rejects.toThrow('says of postgres:17: HTTP 404');
  });

  it('are written into the files wherever they stand, over an older digest too, and nothing else is', () => {
    const pins = [{ image: 'node:22-slim', pinned: `node:22-slim@${digest}` }];
    const text = 'FROM node:22-slim AS build\nRUN x\nFROM node:22-slim\nFROM node:22-slim-x\n';
    const once = pinnedText(text, pins);
    expect(once).toBe(
      `FROM node:22-slim@${digest} AS build\nRUN x\nFROM node:22-slim@${digest}\nFROM node:22-slim-x\n`,
    );
    const newer = `sha256:${'b2'.repeat(32)}`;
    expect(pinnedText(once, [{ image: 'node:22-slim', pinned: `node:22-slim@${newer}` }])).toBe(
      once.replaceAll(digest, newer),
    );
    expect(imagesIn(once)).toEqual(['node:22-slim', 'node:22-slim-x']);
  });
});
