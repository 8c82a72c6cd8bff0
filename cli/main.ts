#!/usr/bin/env node
import { incasso } from './incasso.ts';

const status = await incasso(process.argv.slice(2), process);
// Once all is written. Connections that nobody waits for any more would keep the process.
process.stdout.write('', () => process.exit(status));
