import type { JobName, PayloadOf } from '@groundwork/domain'
import {
  type Done,
  deriveIn,
  rescanFile,
  runDataJobs,
  scanFile,
  sendAccountNotice,
  sendExportEnded,
  sendFileWithdrawn,
  sendInvitation,
  sendPasswordReset,
  sendQuotaWarning,
} from '@groundwork/services'
import type { JobServices } from '../worker-services.ts'

/**
 * Does one job. It may run twice: a second run changes nothing. `done` is called in the transaction that ends the work.
 * Logging, timing, parsing and trying again are the runner's.
 */
export type Handler<N extends JobName> = (services: JobServices, payload: PayloadOf<N>, done: Done) => Promise<void>

/** Adding a job without a handler here does not compile. */
export const handlers: { readonly [N in JobName]: Handler<N> } = {
  'file.scan': scanFile,
  'file.rescan': rescanFile,
  'file.derive': deriveIn('quick'),
  'file.drawPages': deriveIn('pages'),
  'file.convert': deriveIn('office'),
  'dataJob.run': runDataJobs,
  'mail.passwordReset': sendPasswordReset,
  'mail.invitation': sendInvitation,
  'mail.accountNotice': sendAccountNotice,
  'mail.fileWithdrawn': sendFileWithdrawn,
  'mail.exportEnded': sendExportEnded,
  'mail.quotaWarning': sendQuotaWarning,
}
