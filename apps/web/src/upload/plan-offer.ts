import { freeName } from '@groundwork/domain'
import type { ConflictChoice, NameConflict } from './name-conflicts.ts'
import type { OfferedFile } from './offer-files.ts'
import type { PlannedUpload } from './planned-upload.ts'

interface PlanParts {
  readonly organization: string
  /** The folder that is open; null is the top. */
  readonly folder: string | null
  /** Finds or makes the folders of these paths below it. */
  ensure(paths: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Which names are taken in a folder, and by which file. */
  takenIn(folder: string | null, names: readonly string[]): Promise<ReadonlyMap<string, string>>
  decide(conflicts: readonly NameConflict[]): Promise<ReadonlyMap<NameConflict, ConflictChoice>>
}

/** Decides for each offered file where it goes and under which name; what is skipped is left out. */
export async function planOffer(offered: readonly OfferedFile[], parts: PlanParts): Promise<PlannedUpload[]> {
  const { organization, folder } = parts
  const paths = [...new Set(offered.map(({ path }) => path).filter(Boolean))]
  const made = paths.length ? await parts.ensure(paths) : new Map<string, string>()
  const conflicts = new Map<OfferedFile, NameConflict>()
  for (const [path, files] of byPath(offered)) {
    const taken = await parts.takenIn(
      path ? (made.get(path) ?? folder) : folder,
      files.map(({ file }) => file.name),
    )
    for (const one of files) {
      const takenBy = taken.get(one.file.name)
      if (takenBy !== undefined) conflicts.set(one, { name: one.file.name, path, takenBy })
    }
  }
  const answers = conflicts.size ? await parts.decide([...conflicts.values()]) : new Map<NameConflict, ConflictChoice>()
  const planned: PlannedUpload[] = []
  for (const one of offered) {
    const { file, path } = one
    const plan = { file, path, organization, folder: made.get(path) ?? folder }
    const conflict = conflicts.get(one)
    const choice = conflict && (answers.get(conflict) ?? 'skip')
    if (!conflict) planned.push(plan)
    else if (choice === 'replace') planned.push({ ...plan, replaces: conflict.takenBy })
    else if (choice === 'keep') planned.push({ ...plan, file: await renamed(file, plan.folder, parts) })
  }
  return planned
}

/** The same bytes under a name that is free. The server is asked about a guess until one is. */
async function renamed(file: File, folder: string | null, { takenIn }: PlanParts): Promise<File> {
  const taken = new Set([file.name])
  for (;;) {
    const name = freeName(file.name, (candidate) => taken.has(candidate))
    if (!(await takenIn(folder, [name])).has(name)) {
      return new File([file], name, { type: file.type, lastModified: file.lastModified })
    }
    taken.add(name)
  }
}

function byPath(offered: readonly OfferedFile[]): ReadonlyMap<string, OfferedFile[]> {
  const groups = new Map<string, OfferedFile[]>()
  for (const one of offered) groups.set(one.path, [...(groups.get(one.path) ?? []), one])
  return groups
}
