import type { AuditKeeping, FileServices, MailServices, PreviewRenderer, WorkingServices } from '@groundwork/services'

/** What the handlers stand on, made once when the process starts. */
export interface WorkerServices extends FileServices, MailServices {
  readonly keys: FileServices['keys'] & MailServices['keys']
  readonly renderer: PreviewRenderer
  readonly audit: AuditKeeping
}

/** The same, as handlers of jobs have it: they are told when the process is to end. */
export type JobServices = WorkerServices & WorkingServices
