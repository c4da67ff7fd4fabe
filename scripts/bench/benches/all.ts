import type { Bench } from '../bench.ts'
import { auditHistory } from './audit.ts'
import { authorization } from './authorization.ts'
import { download, thumbnailStored } from './downloads.ts'
import { exportCsv, exportXlsx } from './exports.ts'
import { filesBySize } from './files-by-size.ts'
import { importCsv, importDryRun, importUndo, importXlsx } from './imports.ts'
import { importKilled } from './imports-killed.ts'
import { journalAdded } from './journal.ts'
import { lightWhileUploading } from './light-while-uploading.ts'
import { listInProcess } from './list-in-process.ts'
import { productsBySize } from './products-by-size.ts'
import { productsInBatches } from './products-in-batches.ts'
import { productsOverHttp } from './products-over-http.ts'
import { signInUnderLoad } from './sign-in.ts'
import { signedLinks } from './signed-links.ts'
import { smallFiles } from './small-files.ts'
import { startApi, startWarm } from './starting.ts'
import { uploadLarge, uploadMany } from './uploads.ts'
import { uploadHuge } from './uploads-5gb.ts'
import { eventToHandler, thumbnailCold } from './worker.ts'

/** In the order of the design's list. */
export const benches: readonly Bench[] = [
  listInProcess,
  authorization,
  ...productsOverHttp,
  journalAdded,
  signInUnderLoad,
  uploadLarge,
  uploadMany,
  uploadHuge,
  download,
  signedLinks,
  thumbnailCold,
  thumbnailStored,
  lightWhileUploading,
  eventToHandler,
  startApi,
  startWarm,
  productsInBatches,
  exportXlsx,
  exportCsv,
  importUndo,
  importDryRun,
  importKilled,
  importXlsx,
  importCsv,
  productsBySize,
  filesBySize,
  smallFiles,
  // Last, since it leaves ten million rows behind.
  auditHistory,
]
