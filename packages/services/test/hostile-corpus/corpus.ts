import { archives } from './archives.ts'
import { documents } from './documents.ts'
import type { HostileFile } from './hostile-file.ts'
import { media } from './media.ts'
import { names } from './names.ts'
import { pictures } from './pictures.ts'
import { programs } from './programs.ts'
import { viruses } from './viruses.ts'

export type { Expected, HostileFile } from './hostile-file.ts'
export { largestText } from './media.ts'

/** Every trick we know of that a file can try, with what must become of it. */
export const hostileCorpus: readonly HostileFile[] = [
  ...viruses,
  ...archives,
  ...pictures,
  ...documents,
  ...programs,
  ...names,
  ...media,
]
