import { join } from 'node:path'

/** One of the programs that the run's setup has bundled for tests to start and kill. */
export function testProgram(name: string): string {
  const folder = process.env.TEST_PROGRAMS
  if (!folder) throw new Error('TEST_PROGRAMS is not set: run integration tests through vitest at the root')
  return join(folder, `${name}.js`)
}
