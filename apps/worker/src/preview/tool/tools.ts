import type { Painter } from '../picture/painter.ts'
import type { InstalledTools } from './installed-tools.ts'
import type { ToolRunner } from './run-tool.ts'

/** What renderers stand on. */
export interface Tools {
  readonly runner: ToolRunner
  readonly installed: InstalledTools
  readonly painter: Painter
  /** How Node starts the program that reads documents. */
  readonly readDocument: readonly string[]
}
