import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { slow } from './projects.ts';

const order = ['slow', 'temporal', 'sandbox', 'unit'];

/** All projects use the same workers: the long files begin first, so that none of them is what everything waits for in the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) => {
      const path = relative(project.config.root, moduleId);
      return (
        order.indexOf(project.name) * slow.length +
        Math.max(
          0,
          slow.findIndex((name) => path.startsWith(name)),
        )
      );
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
