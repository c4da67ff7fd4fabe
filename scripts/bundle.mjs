/** Bundles the entries of an app, named from its folder: `node ../../scripts/bundle.mjs src/main.ts`. */
import { resolve } from 'node:path'
import { bundlePrograms } from './lib/bundle-programs.mjs'

// esbuild has said by itself what is wrong, and where.
bundlePrograms(process.argv.slice(2), resolve('dist')).catch(() => {
  process.exitCode = 1
})
