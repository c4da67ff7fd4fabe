import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes. */
const long =
  /\/(?:(?:permission-matrix|tenant-fuzz|tenant-walls|crash-matrix)\.int|(?:appearance-\w+|account)\.browser)\.test\.ts$/

/**
 * They begin first: with two workers, whichever begins last decides when all are done. Before them, files that need a process
 * of their own: between two that share one they would end it, and with it all that it has loaded.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const turn = ({ moduleId, project }: TestSpecification) => {
      if (project.name.endsWith('-apart')) return 0
      return long.test(moduleId) ? 1 : 2
    }
    return (await super.sort(files)).sort((one, other) => turn(one) - turn(other))
  }
}
