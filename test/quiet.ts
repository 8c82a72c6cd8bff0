import { pino } from 'pino';
import { logTo } from '../workers/logging.ts';

// Once in a process, before its first worker: what faults make workers say is expected.
logTo(pino(pino.destination(2)), 'ERROR');
