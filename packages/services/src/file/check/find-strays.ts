import { asSystem, type KeyAnswer, namedKeys, sessionsOf } from '@groundwork/db'
import { type ListedObject, organizationOf, type StorageKey, type StorageProvider } from '@groundwork/storage'
import { tailKeys } from '../../upload-session/multipart-of.ts'
import type { Checking } from './find-faults.ts'
import { inBatches } from './in-batches.ts'
import type { KeyFault } from './storage-fault.ts'

const system = asSystem('look for bytes that no row names')

const batch = 1000

/** Bytes that no row names: what is listed is asked for in batches, so neither side is ever in memory whole, in whatever order it comes. */
export async function* findStrays(checking: Checking): AsyncGenerator<KeyFault, undefined> {
  for (const storage of checking.storages.all) {
    for await (const listed of inBatches(oldOnes(checking, storage), batch)) {
      checking.signal?.throwIfAborted()
      checking.seen.objects += listed.length
      yield* await unnamed(checking, storage, listed)
    }
  }
}

async function* oldOnes({ before }: Checking, storage: StorageProvider): AsyncGenerator<ListedObject, undefined> {
  for await (const object of storage.list('')) if (object.lastModified < before) yield object
}

async function unnamed(
  { database }: Checking,
  storage: StorageProvider,
  listed: readonly ListedObject[],
): Promise<KeyFault[]> {
  const answers = await database.withUnitOfWork(system, (work) =>
    namedKeys(
      work,
      storage.name,
      listed.map(({ key }) => ({ key, organization: organizationOf(key) })),
    ),
  )
  const answerOf = new Map(answers.map((answer) => [answer.key, answer]))
  const open = listed.filter(({ key }) => !answerOf.get(key)?.isNamed)
  const tails = await tailsOf(database, open)
  return open
    .filter(({ key }) => !tails.has(key))
    .map(({ key, bytes, lastModified }) => ({
      kind: kindOf(answerOf.get(key)),
      what: key,
      organization: organizationOf(key),
      detail: `${bytes} bytes at ${storage.name} since ${lastModified.toISOString()}`,
      provider: storage.name,
      key,
    }))
}

const kindOf = (answer: KeyAnswer | undefined) => (answer?.isOurs ? 'stray' : 'foreign')

/** Where uploads that are under way keep what fills no part yet. */
async function tailsOf(
  database: Checking['database'],
  open: readonly ListedObject[],
): Promise<ReadonlySet<StorageKey>> {
  const staged = open.filter(({ key }) => key.startsWith('staging/'))
  if (!staged.length) return new Set()
  const homes = [...new Set(staged.map(({ key }) => organizationOf(key)))]
  const sessions = await database.withUnitOfWork(system, (work) => sessionsOf(work, homes))
  return new Set(sessions.flatMap(tailKeys))
}
