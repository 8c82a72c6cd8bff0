import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Ends a run with `N passed, N failed`, alone on the last line. What failed outside of a test counts as failed too. Before
 * it stands one line for each reason why tests were left out.
 */
export default class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const errors = broken.reduce((sum, part) => sum + part.errors().length, unhandled.length);
    const reasons = new Map<string, number>();
    for (const result of tests.map((test) => test.result()))
      if (result.state === 'skipped' && result.note)
        reasons.set(result.note, (reasons.get(result.note) ?? 0) + 1);
    const line = [...reasons]
      .map(([reason, times]) => `${times} tests or groups of tests left out: ${reason}\n`)
      .concat(`${count('passed')} passed, ${count('failed') + errors} failed\n`)
      .join('');
    // At the very end: after the summary, and after whatever the ending of the dev server has to say.
    process.once('exit', () => process.stdout.write(line));
  }
}
