import { asSystem, markBlobMissing, type StoredBlob, TwinUnproven } from '@groundwork/db'
import { toStorageKey } from '@groundwork/storage'
import type { FileServices } from '../file-services.ts'

const system = asSystem('note that bytes are gone which equal bytes were about to rely on')

type ProofServices = Pick<FileServices, 'database' | 'storages' | 'log'>

/**
 * Ends a transfer whose bytes the organization may have already. Those are looked for before the ones that have just arrived are
 * given up for them: what was lost unnoticed would otherwise be lost twice. Outside the transaction, for a store may take its time.
 */
export async function withProvenTwin<Result>(
  services: ProofServices,
  settle: (proven: string | null) => Promise<Result>,
): Promise<Result> {
  for (let proven: string | null = null; ; ) {
    try {
      return await settle(proven)
    } catch (error) {
      if (!(error instanceof TwinUnproven) || error.twin.id === proven) throw error
      await prove(services, error.twin)
      proven = error.twin.id
    }
  }
}

/** One that is not as its row says is marked, and those that have just arrived will take its place. */
async function prove({ database, storages, log }: ProofServices, { id, ...blob }: StoredBlob): Promise<void> {
  const head = await storages.of(blob.storageProvider).head(toStorageKey(blob.storageKey))
  if (head?.bytes === blob.bytes) return
  log.error({ blob: id, key: blob.storageKey }, 'bytes of a stored file are missing; equal ones take their place')
  await database.withUnitOfWork(system, (work) => markBlobMissing(work, id))
}
