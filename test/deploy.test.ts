import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TypedSearchAttributes } from '@temporalio/common';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { likeTheImage } from '../bench/installation.ts';
import { loadConfig } from '../config/load.ts';
import { searchAttributes } from '../workflows/kit/search-attributes.ts';

interface Service {
  image: string;
  restart?: string;
  environment: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
  env_file?: string[];
  networks?: string[];
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  read_only?: boolean;
  privileged?: boolean;
  tmpfs?: string[];
  mem_limit?: string;
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, { name: string }>;
  networks: Record<string, { internal?: boolean } | null>;
};
const services = Object.entries(compose.services);
const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};
const dockerfile = read('Dockerfile');
const OURS = ['worker', 'api'];
const ONCE = ['temporal-schema', 'temporal-namespace'];

it('every image of others has a release, not what is newest, and the tools are those of the server', () => {
  const images = new Map(
    services.map(([name, { image }]) => [name, image.replace(/@sha256:[0-9a-f]{64}$/, '')]),
  );
  for (const name of OURS) expect(images.get(name)).toBe('incasso:${INCASSO_VERSION:-latest}');
  for (const [name, image] of images)
    if (!OURS.includes(name))
      expect([name, image]).toEqual([name, expect.stringMatching(/^[\w/-]+:\d[\d.]*$/)]);
  const [, server] = images.get('temporal')?.split(':') ?? [];
  expect(ONCE.map((name) => images.get(name))).toEqual(ONCE.map(() => `temporalio/admin-tools:${server}`));
});

it('only the API and the Web UI are published, on loopback', () => {
  const published = services.filter(([, { ports }]) => ports).map(([name]) => name);
  expect(published.sort()).toEqual(['api', 'temporal-ui']);
  for (const [, { ports = [] }] of services)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{\w+:-\d+\}:\d+$/);
});

it('what runs for ever is restarted and asked for its health; what runs once is repeated until it succeeds', () => {
  for (const [name, { restart, healthcheck }] of services) {
    expect([name, restart]).toEqual([name, ONCE.includes(name) ? 'on-failure:5' : 'unless-stopped']);
    if (!ONCE.includes(name) && name !== 'api')
      expect([name, healthcheck]).toEqual([name, expect.anything()]);
  }
  expect(dockerfile).toMatch(/^HEALTHCHECK /m);
});

it('worker and API are measured with the memory that the image gives them', () => {
  for (const [name, value] of Object.entries(likeTheImage))
    expect(dockerfile).toContain(`\nENV ${name}=${value}\n`);
});

it('things start in order: database, tables, server, namespace, then ours', () => {
  const after = Object.fromEntries(services.map(([name, service]) => [name, service.depends_on]));
  const done = { 'temporal-namespace': { condition: 'service_completed_successfully' } };
  expect(after).toEqual({
    postgres: undefined,
    'temporal-schema': { postgres: { condition: 'service_healthy' } },
    temporal: { 'temporal-schema': { condition: 'service_completed_successfully' } },
    'temporal-namespace': { temporal: { condition: 'service_healthy' } },
    'temporal-ui': done,
    worker: done,
    api: done,
  });
});

it('no secret has a value here: each is asked for by name, with what to say', () => {
  const secrets = services.flatMap(([, { environment }]) =>
    Object.entries(environment).filter(([name]) => /PASSWORD|PWD|SECRET|TOKEN|KEY$/.test(name)),
  );
  expect(secrets.length).toBeGreaterThan(2);
  for (const [name, value] of secrets) expect(`${name}=${value}`).toMatch(/=\$\{\w+:\?[^}]+\}$/);
});

const named = (file: string): string[] => read(`deploy/${file}`).match(/^[A-Z_]+(?==)/gm) ?? [];
/** Of each of our programs: what its files and its own lines give it. */
const given = (name: string): string[] => [
  ...(service(name).env_file ?? []).flatMap((file) => named(`example.${file}`)),
  ...Object.keys(service(name).environment),
];
const file = fileURLToPath(new URL('../deploy/incasso.yaml', import.meta.url));
const values: Record<string, string> = {
  INCASSO_PUBLIC_URL: 'https://pay.shop.example',
  MAGENTO_URL: 'https://shop.example',
  TEMPORAL_UI_URL: 'https://temporal.shop.example',
  STRIPE_API_URL: 'https://api.stripe.com',
  MEXAL_URL: 'https://mexal.example/webapi',
  STRIPE_SECRET_KEY: 'rk_live_x',
  STRIPE_WEBHOOK_SECRET: 'whsec_x',
};
const filled = (names: string[]) =>
  Object.fromEntries(names.map((name) => [name, values[name] ?? 'x'.repeat(32)]));

it('the configuration for containers is a valid one with what the worker is given, and with what the API is', () => {
  expect(loadConfig(file, filled(given('worker'))).erp.mexal?.kind).toBe('mexal');
  const { api, shops } = loadConfig(file, filled(given('api')), 'api');
  expect([api.host, shops.shop?.announceSecret]).toEqual(['0.0.0.0', 'x'.repeat(32)]);
  expect(service('api').ports).toEqual([`127.0.0.1:\${API_PORT:-8080}:${api.port}`]);
  expect(dockerfile).toContain(`http://127.0.0.1:${api.port}/health`);
});

it('the API is given nothing that it does not use: no login of a shop, of the ERP or of the database', () => {
  const ofApi = given('api');
  for (const name of named('example.incasso.env'))
    expect(() => loadConfig(file, filled(ofApi.filter((other) => other !== name)), 'api')).toThrow(name);
  expect(ofApi.filter((name) => /^(MEXAL|POSTGRES)|CONSUMER|ACCESS_TOKEN/.test(name))).toEqual([]);
  expect(given('worker')).toEqual(expect.arrayContaining(ofApi));
});

it('the example of .env names every variable that must be set for the file itself, and no other', () => {
  const required = [...read('docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(
    ([, name]) => name as string,
  );
  expect(new Set(named('example.env'))).toEqual(new Set(required));
});

it('no service has rights of root or can get any, writes to what it should not, or takes all memory', () => {
  for (const [name, service] of services) {
    expect({ name, ...service }).toMatchObject({
      name,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      read_only: true,
      tmpfs: expect.arrayContaining(['/tmp']),
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      logging: { options: { 'max-size': '20m' } },
    });
    expect([name, service.cap_add, service.privileged]).toEqual([name, undefined, undefined]);
  }
});

it('only the server and what sets it up reach the database; Temporal is reached from within', () => {
  const networksOf = Object.fromEntries(services.map(([name, { networks = [] }]) => [name, networks]));
  expect(networksOf).toEqual({
    postgres: ['database'],
    'temporal-schema': ['database'],
    temporal: ['database', 'temporal'],
    'temporal-namespace': ['temporal'],
    'temporal-ui': ['temporal', 'outside'],
    worker: ['temporal', 'outside'],
    api: ['temporal', 'outside'],
  });
  expect(compose.networks).toEqual({
    database: { internal: true },
    temporal: { internal: true },
    outside: null,
  });
  // With two addresses it would not know which is its own.
  expect(service('temporal').environment.TEMPORAL_BROADCAST_ADDRESS).toBe('127.0.0.1');
});

it('the setup makes the search attributes that workflows use, of their types, and keeps closed workflows for 90 days', () => {
  const script = read('deploy/temporal-namespace.sh');
  const [, keywords = ''] =
    script.match(/^for name in (.*); do\n.*create --name "\$name" --type Keyword$/m) ?? [];
  const others = [...script.matchAll(/create --name (\w+) --type (\w+)/g)];
  const created = [
    ...keywords.split(' ').map((name) => `${name}=Keyword`),
    ...others.map(([, name, type]) => `${name}=${type}`),
  ];
  const wanted = Object.values(searchAttributes).map(
    ({ name, type }) => `${name}=${TypedSearchAttributes.toMetadataType(type)}`,
  );
  expect(created.sort()).toEqual(wanted.sort());
  expect(service('temporal-namespace').environment.RETENTION).toBe('90d');
});

it('server, tools, worker, API and Web UI mean the same namespace of the same server, on the same plugin', () => {
  for (const name of ['temporal-namespace', ...OURS])
    expect(service(name).environment).toMatchObject({
      TEMPORAL_ADDRESS: 'temporal:7233',
      TEMPORAL_NAMESPACE: 'incasso',
    });
  expect(service('temporal-ui').environment.TEMPORAL_DEFAULT_NAMESPACE).toBe('incasso');
  expect(service('temporal').environment.DB).toBe('postgres12');
  expect(service('temporal-schema').environment.SQL_PLUGIN).toBe('postgres12');
});

it('operators are offered no terminate, no reset, no signal, no batch actions and no start', () => {
  expect(service('temporal-ui').environment).toMatchObject({
    TEMPORAL_WORKFLOW_TERMINATE_DISABLED: 'true',
    TEMPORAL_WORKFLOW_RESET_DISABLED: 'true',
    TEMPORAL_WORKFLOW_SIGNAL_DISABLED: 'true',
    TEMPORAL_BATCH_ACTIONS_DISABLED: 'true',
    TEMPORAL_START_WORKFLOW_DISABLED: 'true',
  });
});

it('the database is in a volume whose name depends on nothing', () => {
  expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql/data']);
  expect(compose.volumes.postgres?.name).toBe('incasso-postgres');
});

it('every file and program that the installation names is there', () => {
  const mounted = services.flatMap(([, { volumes = [] }]) =>
    volumes.map((volume) => volume.match(/\.\/[^:}]+/)?.[0] ?? ''),
  );
  for (const path of mounted.filter(Boolean))
    expect([path, existsSync(new URL(`../${path}`, import.meta.url))]).toEqual([path, true]);
  const programs = [dockerfile, ...services.map(([, service]) => JSON.stringify(service))].flatMap((text) => [
    ...text.matchAll(/dist\/([a-z/]+)\.js/g),
  ]);
  expect(new Set(programs.map(([, name]) => name))).toEqual(
    new Set(['workers/main', 'workers/health', 'api/main']),
  );
  for (const [, name] of programs)
    expect([name, existsSync(new URL(`../${name}.ts`, import.meta.url))]).toEqual([name, true]);
});

it('the image runs as nobody in particular, on Node 22, without what belongs to this machine', () => {
  expect(dockerfile.match(/^FROM .*$/gm)?.map((line) => line.replace(/@sha256:[0-9a-f]{64}/, ''))).toEqual([
    'FROM node:22-slim AS build',
    'FROM node:22-slim',
  ]);
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(read('.dockerignore').split('\n')).toEqual(
    expect.arrayContaining(['.env', 'incasso.env', 'worker.env', '.git', 'node_modules']),
  );
});
