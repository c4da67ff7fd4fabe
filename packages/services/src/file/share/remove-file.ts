import type { WorkContext } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import type { StoredFileRow } from '../upload-intake.ts'
import { reachFile } from './reach-file.ts'
import { toldOfShare } from './told-of-share.ts'
import type { ShareServices } from './weigh-shares.ts'

/** Puts a file into the trash, for those who may delete it and those with whom that is shared. */
export const removeFile = (services: ShareServices, context: WorkContext, key: string): Promise<StoredFileRow> =>
  reachFile(services, context, { file: key, action: 'delete' }, (work, reach) =>
    work.remove(StoredFile, key, { details: toldOfShare(reach) }),
  )
