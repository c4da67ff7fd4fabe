import { Readable } from 'node:stream'
import { asSystem, findLink, findUploadSession, insertLink } from '@groundwork/db'
import { DomainError, Folder } from '@groundwork/domain'
import { v7 } from 'uuid'
import type { FaultPoint } from '../../src/fault/fault-points.ts'
import {
  deriveIn,
  moveStorages,
  type PreviewRenderer,
  purgeDueFiles,
  reapStaleUploads,
  releaseFile,
  removeDeadBytes,
  removeFileVersion,
  rescanFile,
  restoreFileVersion,
  startStorageMove,
} from '../../src/file/index.ts'
import {
  appendToSession,
  cancelUploadSession,
  completeDirectUpload,
  openDirectUpload,
  openUploadSession,
} from '../../src/upload-session/index.ts'
import { multipartOf } from '../../src/upload-session/multipart-of.ts'
import { type Stage, sha256, textFor } from './crash-stage.ts'

const system = asSystem('set a test up')
const signal = new AbortController().signal
const bytes = textFor('new', 300_000)
const malformed = new DomainError('invalid', 'The form is malformed')

export const renderer: PreviewRenderer = {
  laneOf: () => 'quick',
  render: async () => ({ thumbnail: Buffer.from('a picture'), properties: { width: 1 } }),
  close: () => undefined,
}

async function upload({ upload: send, acknowledge }: Stage): Promise<string> {
  const file = await send(bytes)
  acknowledge({ file, sha256: sha256(bytes) })
  return file
}

/** With its size announced, and so little that nothing is set aside for it. */
async function uploadSmall({ upload: send, acknowledge }: Stage): Promise<void> {
  const file = await send(bytes, { declaredSize: bytes.length })
  acknowledge({ file, sha256: sha256(bytes) })
}

/** By tus: a piece that fills no part, then the rest. */
async function resumable(stage: Stage): Promise<void> {
  const { services, context, acknowledge, organization } = stage
  const { id } = await openUploadSession(services, context, { organization, fileName: 'a.txt', bytes: bytes.length })
  const send = (from: number, to: number) =>
    appendToSession(services, context, id, { offset: from, stream: Readable.from([bytes.subarray(from, to)]) })
  await send(0, 100_000)
  const { file } = await send(100_000, bytes.length)
  if (file) acknowledge({ file, sha256: sha256(bytes) })
}

/** A file in a folder of its own, by tus through an upload-only link. */
async function throughLink({ services, context, organization, acknowledge }: Stage): Promise<void> {
  const door = await services.database.withUnitOfWork(context, async (work) => {
    const { id: folder } = await work.insert(Folder, { organization, parent: null, name: 'Inbox' })
    const id = v7()
    const terms = { name: null, passwordHash: null, expiresAt: null, downloadLimit: null }
    const createdBy = context.actor.userId
    await insertLink(work, { id, organization, file: null, folder, kind: 'upload', tokenHash: id, createdBy, ...terms })
    const link = await findLink(work, id)
    if (!link) throw new Error('There is no link')
    return { link, organization, folder, mayMakeFolders: true, context: system, createdVia: `link ${id}` }
  })
  const sender = { ...system, door }
  const { folder } = door
  const announced = { organization, folder, fileName: 'a.txt', relativePath: 'Trip/Day 1/a.txt', bytes: bytes.length }
  const { id } = await openUploadSession(services, sender, announced)
  const { file } = await appendToSession(services, sender, id, { offset: 0, stream: Readable.from([bytes]) })
  if (file) acknowledge({ file, sha256: sha256(bytes) })
}

async function direct({ services, context, organization, acknowledge }: Stage): Promise<void> {
  const { id } = await openDirectUpload(services, context, { organization, fileName: 'a.txt', bytes: bytes.length })
  const session = await services.database.withUnitOfWork(context, (work) => findUploadSession(work, id))
  if (!session) throw new Error('There is no session')
  const options = { bytes: bytes.length, signal }
  const part = await services.storages.main.putPart(multipartOf(session), 1, bytes, options)
  const file = await completeDirectUpload(services, context, { id, parts: [part] })
  acknowledge({ file: file.id, sha256: sha256(bytes) })
}

async function cancelled({ services, context, organization }: Stage): Promise<void> {
  const { id } = await openUploadSession(services, context, { organization, fileName: 'a.txt', bytes: bytes.length })
  const stream = Readable.from([bytes.subarray(0, 1000)])
  await appendToSession(services, context, id, { offset: 0, stream })
  await cancelUploadSession(services, context, id)
}

/** Somebody else's upload, whose process says nothing any more. */
async function stale({ upload: send, services, organization }: Stage): Promise<void> {
  let isSent = false
  const silent = new Readable({
    read() {
      if (!isSent) this.push(bytes)
      isSent = true
    },
  })
  send(Buffer.alloc(0), { stream: silent }).catch(() => undefined)
  for (let hasBegun = false; !hasBegun; ) {
    const begun = await services.database.withUnitOfWork(system, (work) =>
      work.query(
        `update file_version set lease_until = now() - interval '1 second'
         where organization_id = $1 and status = 'receiving' returning id`,
        [organization],
      ),
    )
    hasBegun = begun.length === 1
  }
  await reapStaleUploads(services)
}

async function move({ services, context, organization }: Stage): Promise<void> {
  const superuser = { ...context, actor: { ...context.actor, isSuperuser: true } }
  await startStorageMove(services, superuser, { organization, target: 's3' })
  await moveStorages(services)
}

const derive = ({ services, payloadOf, replaced }: Stage) =>
  deriveIn('quick')({ ...services, renderer }, payloadOf(replaced), async () => undefined)

const scenarios = {
  upload,
  uploadSmall,
  refuse: (stage: Stage) => stage.upload(bytes, { finished: () => Promise.reject(malformed) }).catch(() => undefined),
  withdraw: (stage: Stage) =>
    stage.upload(bytes, { declaredSize: bytes.length, folder: stage.replaced }).catch(() => undefined),
  stale,
  scan: async (stage: Stage) => stage.scan(await upload(stage)),
  rescan: ({ services, payloadOf, replaced }: Stage) =>
    rescanFile(services, payloadOf(replaced), async () => undefined),
  release: ({ services, context, harmful }: Stage) =>
    releaseFile(services, context, { id: harmful, number: 1, reason: 'known to be harmless' }),
  derive,
  restoreVersion: async ({ services, context, replaced, acknowledge, first }: Stage) => {
    await restoreFileVersion(services, context, { id: replaced, number: 1 })
    acknowledge({ file: replaced, sha256: sha256(first) })
  },
  removeVersion: ({ services, context, replaced }: Stage) =>
    removeFileVersion(services, context, { id: replaced, number: 1 }),
  purge: ({ services }: Stage) => purgeDueFiles(services),
  removeBytes: async ({ services }: Stage) => {
    await purgeDueFiles(services)
    await removeDeadBytes(services)
  },
  resumable,
  throughLink,
  direct,
  cancelled,
  move,
} as const satisfies Record<string, (stage: Stage) => Promise<unknown>>

export type Scenario = keyof typeof scenarios

export const play = (scenario: string, stage: Stage): Promise<unknown> => scenarios[scenario as Scenario](stage)

/** What leads to each point: one that is missing here does not compile. */
export const scenarioOf: Readonly<Record<FaultPoint, Scenario>> = {
  'after:upload_opened': 'upload',
  'after:blob_put': 'upload',
  'after:upload_settled': 'upload',
  'after:blob_announced': 'uploadSmall',
  'after:small_put': 'uploadSmall',
  'after:small_kept': 'uploadSmall',
  'after:small_withdrawn': 'withdraw',
  'after:refused_bytes_removed': 'refuse',
  'after:stale_bytes_removed': 'stale',
  'after:scan_taken': 'scan',
  'after:scanned': 'scan',
  'after:rescanned': 'rescan',
  'after:released': 'release',
  'after:rendered': 'derive',
  'after:derivatives_put': 'derive',
  'after:version_restored': 'restoreVersion',
  'after:version_removed': 'removeVersion',
  'before:purge_committed': 'purge',
  'after:bytes_removed': 'removeBytes',
  'after:session_begun': 'resumable',
  'after:tail_put': 'resumable',
  'after:part_put': 'resumable',
  'after:parts_completed': 'resumable',
  'after:parts_promoted': 'direct',
  'after:folders_made': 'throughLink',
  'after:bytes_adopted': 'resumable',
  'after:session_bytes_removed': 'cancelled',
  'after:copy_announced': 'move',
  'after:blob_copied': 'move',
  'before:blob_switched': 'move',
  'after:blob_switched': 'move',
}
