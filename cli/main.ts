#!/usr/bin/env node
import { incasso } from './incasso.ts';

const status = await incasso(process.argv.slice(2), process);
// Exits once all output is written: connections that are still open would keep the process alive.
process.stdout.write('', () => process.exit(status));
