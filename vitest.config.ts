import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';
import { type Project, projects } from './test/projects.ts';

const files = projects(import.meta.dirname);
const project = (name: Project, how: object) => ({
  extends: true as const,
  test: { name, include: files[name], ...how },
});
/** Files share processes; test/leaks.ts fails one that leaves something. */
const shared = { setupFiles: ['test/leaks.ts'], isolate: false };
const onTemporal = { globalSetup: ['test/setup.ts'] };

export default defineConfig({
  test: {
    reporters: ['default', './test/reporter.ts'],
    pool: 'forks',
    // Most tests wait more than they compute: five keep two cores busy.
    maxWorkers: 5,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // The default of one second is too short for two busy cores.
    expect: { poll: { timeout: 30_000 } },
    sequence: { sequencer: LongestFirst },
    projects: [
      project('slow', { ...onTemporal, ...shared }),
      project('temporal', { ...onTemporal, ...shared }),
      project('sandbox', shared),
      project('unit', shared),
    ],
  },
});
