import { afterAll, beforeAll, expect, vi } from 'vitest';

/** What the files of a process share. Each leaves it as it found it, once it had imported what it needs. */
const shared = () => ({
  environment: { ...process.env },
  globals: Object.getOwnPropertyDescriptors(globalThis) as Record<string, PropertyDescriptor>,
  servers: process.getActiveResourcesInfo().filter((one) => one === 'TCPServerWrap').length,
});

let found: ReturnType<typeof shared>;

/** By name only: the environment has secrets. */
function left(): string[] {
  const now = shared();
  const { environment, globals, servers } = found;
  return [
    ...Object.keys({ ...environment, ...now.environment }).filter(
      (name) => now.environment[name] !== environment[name],
    ),
    // Node makes a value of some that are read by a getter first.
    ...Object.keys(globals).filter(
      (name) => !globals[name]?.get && !Object.is(now.globals[name]?.value, globals[name]?.value),
    ),
    ...(now.servers > servers ? ['a server that listens'] : []),
  ];
}

beforeAll(() => {
  found = shared();
});
// After all hooks of the file's own. A server that was closed is gone a little later.
afterAll(() => vi.waitFor(() => expect(left()).toEqual([]), 10_000));
