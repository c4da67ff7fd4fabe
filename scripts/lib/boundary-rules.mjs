/**
 * What a workspace package may import, beside its own files and what its manifest declares.
 *
 * @typedef {object} Layer
 * @property {string[]} mayUse other packages of ours
 * @property {string[]} [mayUseTypesOf] packages of ours whose types alone may be used
 * @property {boolean} [isPure] no I/O: nothing of Node's, and of npm only what is listed
 * @property {string[]} [mayUseFromNpm] for a pure package
 */

/**
 * The arrows of the house: `domain <- db, storage, spreadsheet <- services <- api, worker` and `domain <- client <- react <- web`.
 *
 * @type {Record<string, Layer>}
 */
export const layers = {
  'packages/domain': {
    mayUse: [],
    isPure: true,
    // Each is arithmetic on its arguments alone, and runs in a browser.
    mayUseFromNpm: ['zod', 'decimal.js', 'libphonenumber-js', 're2js', '@sindresorhus/slugify'],
  },
  'packages/db': { mayUse: ['domain'] },
  'packages/storage': { mayUse: ['domain'] },
  'packages/spreadsheet': { mayUse: ['domain'] },
  'packages/services': { mayUse: ['domain', 'db', 'storage', 'spreadsheet'] },
  'packages/client': { mayUse: ['domain'], mayUseTypesOf: ['api'] },
  'packages/react': { mayUse: ['domain', 'client'] },
  'apps/api': { mayUse: ['domain', 'db', 'storage', 'spreadsheet', 'services'] },
  'apps/worker': { mayUse: ['domain', 'db', 'storage', 'spreadsheet', 'services'] },
  'apps/web': { mayUse: ['domain', 'client', 'react'] },
}

/** Raw SQL lives in one place: only `packages/db` may reach the database by itself. */
export const databaseOnly = { owner: 'packages/db', packages: ['pg', 'prisma', '@prisma'] }

/** What a test beside a pure module may use besides. */
export const testTools = ['vitest', 'fast-check']
