import { defineConfig } from 'vitest/config';

/** Folders whose tests need no Temporal server. Their files share processes; test/leaks.ts fails one that leaves something. */
const alone = [
  'alerts',
  'config',
  'docs',
  'domain',
  'erps',
  'gateways',
  'http',
  'sandbox',
  'scripts',
  'shops',
];
const unit = `test/{${alone}}/**/*.test.ts`;

export default defineConfig({
  test: {
    reporters: ['default', './test/reporter.ts'],
    pool: 'forks',
    // Most tests wait more than they compute: three keep two cores busy.
    maxWorkers: 3,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // The default of one second is too short for two busy cores.
    expect: { poll: { timeout: 30_000 } },
    // Both use the same workers, in the order of their names: the long files begin first.
    projects: [
      {
        extends: true,
        test: {
          name: 'temporal',
          include: ['test/**/*.test.ts'],
          exclude: [unit],
          globalSetup: ['test/setup.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'unit', include: [unit], setupFiles: ['test/leaks.ts'], isolate: false },
      },
    ],
  },
});
