import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes. */
const long =
  /\/(?:(?:permission-matrix|tenant-fuzz|tenant-walls|crash-matrix)\.int|(?:appearance-\w+|account)\.browser)\.test\.ts$/

/** They begin first: with two workers, whichever begins last decides when all are done. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
