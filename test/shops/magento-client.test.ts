import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { restRoot } from '../../shops/magento/client.ts';
import { errorText } from '../../shops/magento/errors.ts';
import { magento } from '../../shops/magento/index.ts';
import { failureOf } from '../contract/shop-notices.ts';
import { markerKey } from './given.ts';
import { recorded } from './magento-recorded.ts';
import { itRecorded } from './recorded.ts';

const auth = {
  kind: 'oauth1',
  consumerKey: 'sandbox-consumer-key',
  consumerSecret: 'sandbox-consumer-secret',
  accessToken: 'sandbox-access-token',
  accessTokenSecret: 'sandbox-access-token-secret',
};

describe('requests to Magento', () => {
  it.each([
    ['https://shop.example', undefined, 'https://shop.example/rest/V1'],
    ['https://shop.example:443/', 'all', 'https://shop.example/rest/all/V1'],
    ['http://shop.example/index.php/', 'it', 'http://shop.example/index.php/rest/it/V1'],
  ])('%s with store %s is asked at %s', (url, storeCode, root) => {
    expect(restRoot({ url, storeCode })).toBe(root);
  });

  it('a shop that repeats our keys in its error does not get them into ours', async () => {
    const server = createServer((request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'Bad %1', parameters: [request.headers.authorization] }));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    for (const login of [auth, { kind: 'bearer', accessToken: auth.accessToken }]) {
      const failure = await failureOf(
        magento
          .create('it', magento.settings.parse({ url: `http://127.0.0.1:${port}`, auth: login }), markerKey)
          .readOrder('1'),
      );
      expect(failure.message).toContain('***');
      for (const secret of [auth.accessToken, auth.consumerKey])
        expect(inspect(failure)).not.toContain(secret);
    }
    await new Promise((closed) => server.close(closed));
  });

  itRecorded('an answer is read after what a module printed before it', async () => {
    for (const before of ['\n\n', '\n\ufeff']) {
      const server = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(before + JSON.stringify(recorded()));
      });
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { entity_id } = recorded();
      const shop = magento.create('it', magento.settings.parse({ url, auth }), markerKey);
      expect((await shop.readOrder(String(entity_id))).id).toBe(String(entity_id));
      await new Promise((closed) => server.close(closed));
    }
  });

  it('settings are safe unless told otherwise: nothing is cancelled or held', () => {
    const { writeBack, timeout } = magento.settings.parse({ url: 'https://shop.example', auth });
    expect({ writeBack, timeout }).toEqual({
      writeBack: { paid: 'invoice', failed: 'comment', verify: 'comment', shipment: false },
      timeout: 20_000,
    });
  });

  it.each([
    [{ url: 'ftp://shop.example' }, 'url'],
    [{ storeCode: '../admin' }, 'storeCode'],
    [{ adminUrl: 'https://shop.example/admin' }, 'adminUrl'],
    [{ auth: { ...auth, consumerSecret: '' } }, 'consumerSecret'],
    [{ timeout: 0 }, 'timeout'],
  ])('settings with %j are refused by name, without any key', (wrong, name) => {
    const read = magento.settings.safeParse({ url: 'https://shop.example', auth, ...wrong });
    expect(JSON.stringify(read.error?.issues)).toContain(name);
    expect(JSON.stringify(read.error?.issues)).not.toContain(auth.accessToken);
  });
});

describe("Magento's errors", () => {
  it.each([
    [{ message: '%1 of %2', parameters: ['one', 2] }, 'one of 2'],
    [{ message: 'No %fieldName = %value', parameters: { fieldName: 'id', value: 7 } }, 'No id = 7'],
    [{ message: '100 % sure, %unknown', parameters: [] }, '100 % sure, %unknown'],
    [{ message: 'A', errors: [{ message: '%1!', parameters: ['b'] }], trace: '#0 secret.php' }, 'A; b!'],
    [{ messages: { error: [{ code: 500, message: 'Broken' }] } }, 'Broken'],
    [{ error: 'else' }, undefined],
    [undefined, undefined],
  ])('%j says "%s"', (body, text) => {
    expect(errorText(body)).toBe(text);
  });
});
