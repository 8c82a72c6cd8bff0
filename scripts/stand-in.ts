import { cpSync, existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run } from '../sandbox/kit/programs.ts';

/** What the Dockerfile runs besides node: npm's scripts want a shell, and `#!/usr/bin/env`. */
const PROGRAMS = ['/bin/sh', '/usr/bin/env', '/bin/rm', '/bin/cat', '/bin/uname'];
// Of the C library, what programs load that come with packages.
const LIBRARIES = ['librt.so.1', 'libdl.so.2', 'libpthread.so.0', 'libresolv.so.2', 'libutil.so.1'];
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Stands in for node:22-slim where no registry can be reached: this machine's node, npm and C library in an empty folder,
 * and a user "node". It has no packages: its apt-get does nothing, and the certificates are this machine's.
 */
export async function standInFor(folder: string): Promise<void> {
  const put = (path: string) => {
    if (!existsSync(path)) return;
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    cpSync(realpathSync(path), join(folder, path), { recursive: true });
  };
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode });
  };
  for (const place of ['usr/bin', 'usr/lib', 'usr/lib64'])
    mkdirSync(join(folder, place), { recursive: true });
  for (const place of ['bin', 'lib', 'lib64']) symlinkSync(`usr/${place}`, join(folder, place));
  for (const place of ['tmp', 'root', 'app', 'home/node'])
    mkdirSync(join(folder, place), { recursive: true });
  const node = realpathSync(process.execPath);
  for (const program of [node, ...PROGRAMS]) {
    put(program);
    const listed = await run('ldd', [realpathSync(program)]);
    for (const [library] of listed.matchAll(/\/[^\s()]+/g)) {
      put(library);
      if (library.endsWith('/libc.so.6')) for (const other of LIBRARIES) put(join(dirname(library), other));
    }
  }
  const npm = dirname(dirname(realpathSync(join(dirname(process.execPath), 'npm'))));
  put(npm);
  put((await run('npm', ['config', 'get', 'globalconfig'])).trim());
  put(CERTIFICATES);
  if (node !== '/usr/bin/node') symlinkSync(node, join(folder, 'usr/bin/node'));
  for (const name of ['npm', 'npx'])
    symlinkSync(join(npm, 'bin', `${basename(name)}-cli.js`), join(folder, 'usr/bin', name));
  write('/usr/bin/apt-get', '#!/bin/sh\nexit 0\n', 0o755);
  write('/etc/passwd', 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n');
  write('/etc/group', 'root:x:0:\nnode:x:1000:\n');
  write('/etc/nsswitch.conf', 'hosts: files dns\n');
}
