import { needing } from '../needing.ts';
import { findChromium } from './chromium.ts';

// While files are collected there is no time limit: Chromium may have to be installed first.
const found = await findChromium(console.log);

/** `describe` for tests that need Chromium: where there is none and none can be installed, they are left out. */
export const { describe: describeInBrowser } = needing('lacking' in found ? found.lacking : undefined);
