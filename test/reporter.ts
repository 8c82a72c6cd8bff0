import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Ends a run with `N passed, N failed`, alone on the last line. What failed outside of a test counts as failed too. */
export default class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const errors = broken.reduce((sum, part) => sum + part.errors().length, unhandled.length);
    const line = `${count('passed')} passed, ${count('failed') + errors} failed\n`;
    // At the very end: after the summary, and after whatever the ending of the dev server has to say.
    process.once('exit', () => process.stdout.write(line));
  }
}
