import { type CheckOptions, type CheckServices, findFaults, type Seen } from './find-faults.ts'
import { type FaultKind, faultKindNames, type StorageFault } from './storage-fault.ts'

export interface CheckResult extends Seen {
  readonly counts: Readonly<Record<FaultKind, number>>
  /** Whether everything fits. What is of others alone is no fault of ours. */
  readonly isWhole: boolean
}

/** A whole check, told as it goes. */
export async function checkFiles(
  services: CheckServices,
  options: CheckOptions = {},
  tell: (fault: StorageFault) => void = () => undefined,
): Promise<CheckResult> {
  const seen: Seen = { blobs: 0, objects: 0 }
  const counts = Object.fromEntries(faultKindNames.map((kind) => [kind, 0])) as Record<FaultKind, number>
  for await (const fault of findFaults(services, options, seen)) {
    counts[fault.kind] += 1
    tell(fault)
  }
  return { ...seen, counts, isWhole: faultKindNames.every((kind) => kind === 'foreign' || !counts[kind]) }
}

/** As the worker does it each night: what it finds stands in the log, and nothing is changed. */
export async function checkNightly(services: CheckServices, signal?: AbortSignal): Promise<CheckResult> {
  const { log } = services
  const result = await checkFiles(services, signal ? { signal } : {}, ({ kind, what, organization, detail }) =>
    log.error({ kind, what, organization, detail }, 'rows and bytes do not fit'),
  )
  log[result.isWhole ? 'info' : 'error']({ ...result }, 'files checked')
  return result
}
