import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkBoundaries } from './check-boundaries.mjs'

/** A house in order; each case below plants one thing in it. */
const house = {
  'packages/domain/src/index.ts': "import { z } from 'zod'\nexport const name = z.string()\n",
  'packages/domain/src/name.test.ts':
    "import { it } from 'vitest'\nimport { name } from './index.ts'\nit(String(name), () => {})\n",
  'packages/db/src/index.ts':
    "import pg from 'pg'\nimport { name } from '@groundwork/domain'\nexport const db = [pg, name]\n",
  'packages/services/src/index.ts': "export { db } from '@groundwork/db'\n",
  'packages/client/src/index.ts': "import type { AppRouter } from '@groundwork/api'\nexport type Client = AppRouter\n",
  'apps/api/src/index.ts': "import { createServer } from 'node:http'\nexport type AppRouter = typeof createServer\n",
  'apps/api/vite.config.ts': 'export default {}\n',
  'apps/web/src/main.tsx': "import { z } from 'zod'\nexport const main = <p>{String(z)} import 'pg'</p>\n",
}

const planted = [
  [
    'a package above',
    { 'packages/domain/src/a.ts': "import { db } from '@groundwork/db'\n" },
    /domain\/src\/a.ts:1 .*may use none/,
  ],
  ['a package beside', { 'packages/db/src/a.ts': "import '@groundwork/storage'\n" }, /may use domain/],
  ['a re-export from above', { 'packages/db/src/a.ts': "export * from '@groundwork/services'\n" }, /may use domain/],
  ['a lazy import from above', { 'packages/db/src/a.ts': "await import('@groundwork/services')\n" }, /may use domain/],
  ['a type from above', { 'packages/domain/src/a.ts': "type A = import('@groundwork/db').A\n" }, /may use none/],
  [
    'Node in the domain',
    { 'packages/domain/src/a.ts': "import { readFile } from 'node:fs/promises'\n" },
    /nothing of Node's/,
  ],
  ['bare Node in the domain', { 'packages/domain/src/a.ts': "import path from 'path'\n" }, /nothing of Node's/],
  ['npm in the domain', { 'packages/domain/src/a.ts': "import { v7 } from 'uuid'\n" }, /pure: of npm it may use zod/],
  ['a test tool in what runs', { 'packages/domain/src/a.ts': "import { it } from 'vitest'\n" }, /pure/],
  ['raw pg outside db', { 'packages/services/src/a.ts': "import pg from 'pg'\n" }, /only packages\/db/],
  [
    'Prisma outside db',
    { 'apps/api/src/a.ts': "import { PrismaClient } from '@prisma/client'\n" },
    /only packages\/db/,
  ],
  [
    'the API in the client',
    { 'packages/client/src/a.ts': "import { appRouter } from '@groundwork/api'\n" },
    /types of api only/,
  ],
  [
    'half a type import',
    { 'packages/client/src/a.ts': "import { type AppRouter } from '@groundwork/api'\n" },
    /types of api only/,
  ],
  [
    'the API in the web',
    { 'apps/web/src/a.ts': "import type { AppRouter } from '@groundwork/api'\n" },
    /may use domain, client/,
  ],
  [
    'services in the web',
    { 'apps/web/src/a.tsx': "import { db } from '@groundwork/services'\n" },
    /may use domain, client/,
  ],
  [
    'a path out of the package',
    { 'apps/api/src/a.ts': "import '../../../packages/db/src/index.ts'\n" },
    /must not leave its package/,
  ],
  ['a missing file', { 'apps/api/src/a.ts': "import './nowhere.ts'\n" }, /no such file/],
  [
    'tests in what runs',
    { 'apps/api/src/a.ts': "import '../test/b.ts'\n", 'apps/api/test/b.ts': '' },
    /must not need what tests it/,
  ],
  [
    'a cycle',
    {
      'packages/db/src/a.ts': "import './b.ts'\n",
      'packages/db/src/b.ts': "export { a } from './c.ts'\n",
      'packages/db/src/c.ts': "import './a.ts'\nexport const a = 1\n",
    },
    /a\.ts -> packages\/db\/src\/b\.ts -> packages\/db\/src\/c\.ts -> packages\/db\/src\/a\.ts/,
  ],
  ['a module that cannot be parsed', { 'apps/api/src/a.ts': 'import { from\n' }, /cannot be parsed/],
  [
    'a name known only when it runs',
    { 'apps/api/src/a.ts': "const name = 'pg'\nawait import(name)\n" },
    /line 2 imports a module whose name/,
  ],
  ['a package without a place', { 'packages/other/src/index.ts': '' }, /was not checked/],
  ['a module beside src', { 'packages/db/lib/a.ts': '' }, /was not checked/],
]

const harmless = [
  [
    'comments and strings',
    { 'packages/domain/src/a.ts': "// import 'pg'\nexport const a = \"import 'pg'\" + `import('node:fs')`\n" },
  ],
  [
    'a cycle of types',
    {
      'packages/db/src/a.ts': "import type { B } from './b.ts'\nexport type A = B\n",
      'packages/db/src/b.ts': "import { type A } from './a.ts'\nexport type B = A\n",
    },
  ],
  [
    'a screen that is loaded when it is shown',
    {
      'apps/web/src/a.tsx': "export const a = () => import('./b.tsx')\n",
      'apps/web/src/b.tsx': "export { a } from './a.tsx'\n",
    },
  ],
]

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boundaries-'))
  plant(house)
})

afterEach(() => rmSync(root, { recursive: true }))

function plant(files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

it('finds nothing in a house in order', () => {
  expect(checkBoundaries(root)).toEqual([])
})

it.each(planted)('catches %s', (_, files, message) => {
  plant(files)
  expect(checkBoundaries(root)).toEqual([expect.stringMatching(message)])
})

it.each(harmless)('lets %s pass', (_, files) => {
  plant(files)
  expect(checkBoundaries(root)).toEqual([])
})

it('does not call an empty house orderly', () => {
  rmSync(root, { recursive: true })
  mkdirSync(root)
  expect(checkBoundaries(root)).toEqual(['no module was found at all'])
})
