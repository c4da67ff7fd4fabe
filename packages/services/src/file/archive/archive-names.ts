import { cleanFileName, freeName } from '@groundwork/domain'

/** What names the files that could not be had. It sorts before everything else, so that whoever opens the archive sees it. */
export const ARCHIVE_NOTE = '!not included.txt'

/** Names that are free in their folder, on file systems that know no capitals as well. */
export class ArchiveNames {
  readonly #folders = new Map([['', new NamesInFolder(ARCHIVE_NOTE)]])

  /** `under` is empty or ends in a slash. */
  free(under: string, given: string): string {
    const folder = this.#folders.get(under) ?? new NamesInFolder()
    this.#folders.set(under, folder)
    return `${under}${folder.free(cleanFileName(given))}`
  }
}

class NamesInFolder {
  readonly #taken: Set<string>
  readonly #counted = new Map<string, number>()

  constructor(...taken: readonly string[]) {
    this.#taken = new Set(taken)
  }

  free(wanted: string): string {
    const name = freeName(wanted, (candidate) => this.#taken.has(candidate.toLowerCase()), {
      counted: this.#counted,
    })
    this.#taken.add(name.toLowerCase())
    return name
  }
}
