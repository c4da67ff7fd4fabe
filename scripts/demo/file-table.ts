import { fileSizeInWords } from '@groundwork/domain'
import { textTable } from './text-table.ts'
import type { UploadResult } from './upload-all.ts'

/** One line per file, for a terminal. */
export const fileTable = (results: readonly UploadResult[]): string =>
  textTable(
    [
      { title: 'name' },
      { title: 'type' },
      { title: 'size', isNumber: true },
      { title: 'sha256' },
      { title: 'state' },
      { title: 'seconds', isNumber: true },
      { title: 'reason' },
    ],
    results.map(({ name, type, bytes, sha256, state, seconds, reason }) => [
      name,
      shortType(type),
      fileSizeInWords(bytes) ?? '',
      sha256.slice(0, 12),
      state,
      seconds.toFixed(2),
      reason ?? '',
    ]),
  )

/** Office types are long sentences. */
const shortType = (type = '') => type.replace(/application\/vnd\.openxmlformats-officedocument\./, '…').slice(0, 30)
