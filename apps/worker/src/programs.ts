import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Programs of their own that read what strangers sent, by how Node starts them. */
export interface Programs {
  readonly readDocument: readonly string[]
  readonly drawPictures: readonly string[]
}

const built = (name: string) => [join(import.meta.dirname, `../dist/${name}.js`)]

/** As they are built, beside the worker's own program. */
export const builtPrograms: Programs = { readDocument: built('read-document'), drawPictures: built('draw-pictures') }

/** As they are written: tests need nothing built. */
export function sourcePrograms(): Programs {
  const typescript = createRequire(import.meta.url).resolve('tsx')
  const source = (name: string) => ['--import', pathToFileURL(typescript).href, join(import.meta.dirname, `${name}.ts`)]
  return { readDocument: source('read-document'), drawPictures: source('draw-pictures') }
}
