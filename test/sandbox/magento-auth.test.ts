import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import { describe, expect, it } from 'vitest';
import { sandboxIntegration } from '../../sandbox/magento/index.ts';
import { filter, freshShop } from './magento-bench.ts';

const { ask, place, steer, url } = freshShop();

describe('who may ask', () => {
  const query = `/rest/V1/orders?${filter('entity_id', '1')}&searchCriteria[pageSize]=5`;
  const sign = (path: string, secret = sandboxIntegration.consumerSecret, method = 'GET') => {
    const oauth = new OAuth({
      consumer: { key: sandboxIntegration.consumerKey, secret },
      signature_method: 'HMAC-SHA256',
      hash_function: (base, key) => createHmac('sha256', key).update(base).digest('base64'),
    });
    // The library decodes values only; names are handed over decoded.
    const address = url(decodeURIComponent(path));
    const token = { key: sandboxIntegration.accessToken, secret: sandboxIntegration.accessTokenSecret };
    return { authorization: oauth.toHeader(oauth.authorize({ url: address, method }, token)).Authorization };
  };

  it('is told 401 in words of a missing right without the token, or with bearer switched off', async () => {
    const refused = {
      status: 401,
      body: {
        message: "The consumer isn't authorized to access %resources.",
        parameters: { resources: 'Magento_Sales::actions_view' },
      },
    };
    expect(await ask('GET', query, undefined, {})).toEqual(refused);
    expect(await ask('GET', query, undefined, { authorization: 'Bearer wrong' })).toEqual(refused);
    expect((await ask('GET', query)).status).toBe(200);
    await steer('quirks', { bearerOff: true });
    expect(await ask('GET', query)).toEqual(refused);
    expect((await ask('GET', query, undefined, sign(query))).status).toBe(200);
  });

  it('can sign, with brackets in the address as they are or escaped', async () => {
    await place();
    expect(await ask('GET', query, undefined, sign(query))).toMatchObject({
      status: 200,
      body: { total_count: 1 },
    });
    const escaped = query.replaceAll('[', '%5B').replaceAll(']', '%5D');
    expect((await ask('GET', escaped, undefined, sign(escaped))).status).toBe(200);
    const hold = '/rest/V1/orders/1/hold';
    expect(await ask('POST', hold, undefined, sign(hold, undefined, 'POST'))).toEqual({
      status: 200,
      body: true,
    });
  });

  it('is refused with a wrong secret, for another address, and with a signature used before', async () => {
    expect((await ask('GET', query, undefined, sign(query, 'wrong'))).status).toBe(401);
    expect((await ask('GET', '/rest/V1/orders/1', undefined, sign(query))).status).toBe(401);
    const signedOnce = sign(query);
    expect((await ask('GET', query, undefined, signedOnce)).status).toBe(200);
    expect(await ask('GET', query, undefined, signedOnce)).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining('nonce') },
    });
  });

  it('is refused with a timestamp from the future', async () => {
    const later = sign(query).authorization.replace(/oauth_timestamp="\d+"/, 'oauth_timestamp="9999999999"');
    expect(await ask('GET', query, undefined, { authorization: later })).toMatchObject({
      status: 400,
      body: { message: 'The timestamp value in the oauth_timestamp parameter is invalid.' },
    });
  });
});
