import type { Bench } from '../bench.ts'
import { download, thumbnailStored } from './downloads.ts'
import { lightWhileUploading } from './light-while-uploading.ts'
import { listInProcess } from './list-in-process.ts'
import { productsOverHttp } from './products-over-http.ts'
import { startApi, startWarm } from './starting.ts'
import { uploadLarge, uploadMany } from './uploads.ts'
import { eventToHandler, thumbnailCold } from './worker.ts'

/** In the order of the design's list. */
export const benches: readonly Bench[] = [
  listInProcess,
  ...productsOverHttp,
  uploadLarge,
  uploadMany,
  download,
  thumbnailCold,
  thumbnailStored,
  lightWhileUploading,
  eventToHandler,
  startApi,
  startWarm,
]
