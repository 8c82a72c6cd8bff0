import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requiredTemporal, temporalOptions } from '../../temporal/connection.ts';

let folder: string;
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { TEMPORAL_CONFIG_FILE: path };
};
const empty = () => ({ TEMPORAL_CONFIG_FILE: join(folder, 'none.toml') });
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'temporal-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('without an address and a profile there is no server', () => {
  expect(temporalOptions(empty())).toBeUndefined();
  expect(() => requiredTemporal(empty())).toThrow(expect.objectContaining({ code: 'CONFIG_MISSING_ENV' }));
});

it('an address is enough; the namespace is "default" then', () => {
  const options = requiredTemporal({ ...empty(), TEMPORAL_ADDRESS: 'temporal:7233' });
  expect(options).toMatchObject({ connectionOptions: { address: 'temporal:7233' }, namespace: 'default' });
});

it('an API key switches TLS on', () => {
  const env = { ...empty(), TEMPORAL_ADDRESS: 'a:7233', TEMPORAL_API_KEY: 'key', TEMPORAL_NAMESPACE: 'shop' };
  expect(temporalOptions(env)).toMatchObject({
    connectionOptions: { apiKey: 'key', tls: true },
    namespace: 'shop',
  });
});

it('a profile is read from the file', () => {
  const toml = file('profiles.toml', '[profile.cloud]\naddress = "cloud:7233"\nnamespace = "orders"\n');
  expect(temporalOptions({ ...toml, TEMPORAL_PROFILE: 'cloud' })).toMatchObject({
    connectionOptions: { address: 'cloud:7233' },
    namespace: 'orders',
  });
});

it('a profile that is not there is refused by name', () => {
  expect(() => temporalOptions({ ...empty(), TEMPORAL_PROFILE: 'nowhere' })).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('nowhere') }),
  );
});
