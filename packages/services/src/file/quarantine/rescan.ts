import { asSystem, type FileVersion, versionsOf, type WorkContext } from '@groundwork/db'
import { DomainError, type EventPayload, StoredFile } from '@groundwork/domain'
import { faultPoint } from '../../fault/fault-point.ts'
import type { FileServices } from '../file-services.ts'
import { judgeBytes } from '../judge-bytes.ts'
import { rulesOf } from '../policy/rules-of.ts'
import type { Done } from '../scan-file.ts'
import { applyVerdict } from '../version/apply-verdict.ts'

const system = asSystem('scan the bytes of a file once more')

/** Has the bytes of a file judged anew, soon. What is served goes on being served until then. */
export async function requestRescan(
  { database, scanner }: Pick<FileServices, 'database' | 'scanner'>,
  context: WorkContext,
  id: string,
): Promise<void> {
  await database.withUnitOfWork(context, async (work) => {
    const { organization, originalFilename } = await work.get(StoredFile, id, { action: 'quarantine' })
    if (scanner.engine === 'none')
      throw new DomainError('not_available', 'Files are not scanned here', { reason: 'no_scanner' })
    const about = { resource: StoredFile, organization, objectId: id, objectRepr: originalFilename }
    work.record({ action: 'SCAN', ...about, details: { requested: true } })
    work.emit({ topic: 'file.rescanDue', organization, resource: 'file', objectId: id, payload: {} })
  })
}

const judged: ReadonlySet<string> = new Set(['available', 'quarantined', 'unscannable'])

/** Judges every version of a file anew that had a verdict before. A second run changes nothing. */
export async function rescanFile(
  services: FileServices,
  { objectId, organization }: EventPayload,
  done: Done,
): Promise<void> {
  const versions = await services.database.withUnitOfWork(system, (work) => versionsOf(work, objectId))
  const due = versions.filter((version) => version.organization === organization && judged.has(version.status))
  const byBlob = new Map(due.map((version) => [version.blob.id, version]))
  for (const version of byBlob.values()) await rescanVersion(services, version)
  await services.database.withUnitOfWork(system, done)
}

/** The bytes of a version, and with it of whatever else is made of them. @throws ScannerUnavailable */
export async function rescanVersion(services: FileServices, version: FileVersion): Promise<void> {
  const { database, scanner } = services
  if (scanner.engine === 'none') return
  const { blob } = version
  const rules = await database.withUnitOfWork(system, (work) => rulesOf(work, blob.organization))
  const judgement = await judgeBytes(services, { version, rules, isAnew: true })
  faultPoint('after:rescanned')
  await database.withUnitOfWork(system, (work) =>
    applyVerdict(work, { blob, judgement, engine: scanner.engine, rules }),
  )
}
