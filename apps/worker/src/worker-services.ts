import type { AuditKeeping, FileServices, MailServices, PreviewRenderer } from '@groundwork/services'

/** What the handlers stand on, made once when the process starts. */
export interface WorkerServices extends FileServices, MailServices {
  readonly keys: FileServices['keys'] & MailServices['keys']
  readonly renderer: PreviewRenderer
  readonly audit: AuditKeeping
}
