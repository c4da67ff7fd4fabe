import type { Readable } from 'node:stream'
import { isDomainError } from '@groundwork/domain'
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl'
import type { SpreadsheetSource } from '../../spreadsheet.ts'
import { RangeReader } from '../range-reader.ts'
import type { SpreadsheetLimits } from '../spreadsheet-limits.ts'
import { unreadable } from '../unreadable.ts'
import { malformed } from './xml-text.ts'

/** What small workbooks may pass whatever their ratio: a megabyte of equal cells is no attack. */
const RATIO_FROM_BYTES = 8 * 1024 * 1024
const MAX_ENTRIES = 10_000

/** The parts of a workbook by their names, read in any order. Its directory has been judged before the first of them is opened. */
export class WorkbookParts {
  readonly #zip: ZipFile
  readonly #reader: RangeReader
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(zip: ZipFile, reader: RangeReader, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#reader = reader
    this.#entries = entries
  }

  /** @throws DomainError zip_bomb, encrypted_spreadsheet, unreadable_spreadsheet; whatever the source throws */
  static async open(source: SpreadsheetSource, limits: SpreadsheetLimits): Promise<WorkbookParts> {
    const reader = new RangeReader((start, end) => source.open({ start, end }))
    let zip: ZipFile | undefined
    try {
      zip = await fromRandomAccessReaderPromise(reader, source.bytes, {
        lazyEntries: true,
        autoClose: false,
        validateEntrySizes: true,
      })
      return new WorkbookParts(zip, reader, await judgedEntries(zip, source.bytes, limits))
    } catch (error) {
      zip?.close()
      throw reader.failure ?? (isDomainError(error) ? error : malformed(error))
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /** Unpacks as it is read, and never more than the directory said. */
  async open(name: string): Promise<Readable> {
    const entry = this.#entries.get(name)
    if (!entry) throw malformed()
    try {
      return await this.#zip.openReadStreamPromise(entry)
    } catch (error) {
      throw this.told(error)
    }
  }

  /** What a failure while reading a part is to whoever asked: the source's own, or the workbook's. */
  told(error: unknown): unknown {
    return this.#reader.failure ?? (isDomainError(error) ? error : malformed(error))
  }

  close(): void {
    this.#zip.close()
  }
}

async function judgedEntries(
  zip: ZipFile,
  bytes: number,
  limits: SpreadsheetLimits,
): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw bomb()
  const entries = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize
    if (entry.isEncrypted()) throw unreadable('encrypted_spreadsheet', 'The workbook is protected by a password')
    if (unpacked > limits.unpackedBytes) throw bomb()
    if (unpacked > RATIO_FROM_BYTES && unpacked > bytes * limits.ratio) throw bomb()
    if (entries.size >= MAX_ENTRIES || entries.has(entry.fileName)) throw malformed()
    entries.set(entry.fileName, entry)
  }
  if (overlap([...entries.values()])) throw bomb()
  return entries
}

const bomb = () => unreadable('zip_bomb', 'The workbook unpacks to far more than it seems to be')

/** Parts that lie on top of each other unpack the same bytes again and again. */
function overlap(entries: readonly Entry[]): boolean {
  const ordered = entries.toSorted((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader)
  return ordered.some((entry, index) => {
    const before = ordered[index - 1]
    return before && entry.relativeOffsetOfLocalHeader < before.relativeOffsetOfLocalHeader + before.compressedSize
  })
}
