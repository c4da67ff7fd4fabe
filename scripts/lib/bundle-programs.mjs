import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { build } from 'esbuild'

/** On one line with the module's first, so that line numbers stay true. */
const pathImports =
  "import { fileURLToPath as __pathOf } from 'node:url';import { dirname as __folderOf } from 'node:path';"

/** @type {import('esbuild').Plugin} */
const npmPackagesStayOutside = {
  name: 'npm-packages-stay-outside',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@groundwork/') ? undefined : { path, external: true },
    )
  },
}

/**
 * A module that looks for files beside itself (migrations, say) finds them from the bundle too.
 *
 * @param {string} outdir
 * @returns {import('esbuild').Plugin}
 */
const modulesKnowTheirPlace = (outdir) => ({
  name: 'modules-know-their-place',
  setup(bundler) {
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (!source.includes('import.meta.')) return undefined
      const url = `new URL(${JSON.stringify(encodeURI(relative(outdir, path)))}, import.meta.url)`
      const contents = source
        .replaceAll('import.meta.url', `${url}.href`)
        .replaceAll('import.meta.dirname', `__folderOf(__pathOf(${url}))`)
      return { contents: `${pathImports}${contents}`, loader: 'ts' }
    })
  },
})

/**
 * Makes one file of each program. Our own packages go into it, packages from npm stay outside and are resolved when it runs.
 *
 * @param {string[] | Record<string, string>} entryPoints paths, or each under the name that its bundle gets
 * @param {string} outdir absolute
 */
export const bundlePrograms = (entryPoints, outdir) =>
  build({
    entryPoints,
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [npmPackagesStayOutside, modulesKnowTheirPlace(outdir)],
  })
