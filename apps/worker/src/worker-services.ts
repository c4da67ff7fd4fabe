import type { FileServices, PreviewRenderer } from '@groundwork/services'

/** What the handlers stand on, made once when the process starts. */
export interface WorkerServices extends FileServices {
  readonly renderer: PreviewRenderer
}
