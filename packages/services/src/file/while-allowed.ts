import type { WorkContext } from '@groundwork/db'
import { cleanFileName, isDomainError } from '@groundwork/domain'
import { checkMayUploadAnywhere, organizationsToUploadTo } from './check-may-upload.ts'
import { recordRefusal } from './discard-intake.ts'
import type { FileServices } from './file-services.ts'
import { type Watched, type WatchedRight, watchRight } from './watch-right.ts'

type RecordingServices = Pick<FileServices, 'database' | 'log'>

interface Allowed extends Watched {
  readonly organization: string | null
  /** As the client said it. */
  readonly fileName: string
}

/** Does what an upload takes its time over, and looks after the right to it. Where that is lost, it stands in the audit trail. */
export async function whileAllowed<Result>(
  services: RecordingServices,
  context: WorkContext,
  { organization, fileName, ...watched }: Allowed,
  use: (right: WatchedRight) => Promise<Result>,
): Promise<Result> {
  const right = watchRight(services, context, watched)
  try {
    return await use(right)
  } catch (error) {
    if (error === right.lost && isDomainError(error)) {
      const refused = { organization, file: null, name: cleanFileName(fileName), cause: error }
      await services.database
        .withUnitOfWork(context, async (work) => recordRefusal(work, refused))
        .catch((cause: unknown) => services.log.error({ err: cause, organization }, 'refused upload not recorded'))
    }
    throw error
  } finally {
    right.stop()
  }
}

/**
 * The same for a form that says only behind its file where that goes. Whoever could send it to one organization alone is told of in
 * that one's trail, and whoever could to several in the installation's.
 */
export function whileAllowedAnywhere<Result>(
  services: RecordingServices,
  context: WorkContext,
  { stream, fileName }: Required<Pick<Allowed, 'stream' | 'fileName'>>,
  use: (right: WatchedRight) => Promise<Result>,
): Promise<Result> {
  checkMayUploadAnywhere(context)
  const [only = null, ...others] = organizationsToUploadTo(context)
  const judge = async (now: WorkContext) => checkMayUploadAnywhere(now)
  return whileAllowed(services, context, { stream, judge, fileName, organization: others.length ? null : only }, use)
}
