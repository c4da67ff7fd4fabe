import slugify from '@sindresorhus/slugify'

/** Leaves room for a number behind it. */
const longest = 200

/** What a row is called by in addresses, made from its title: `Power tools` is `power-tools`. */
export function handleFrom(title: string, { label }: { readonly label: string }): string {
  const made = slugify(title, { decamelize: false }).slice(0, longest).replace(/-+$/, '')
  return made || slugify(label)
}

/** What stands in the place of a handle in addresses of their own; a test of the routes holds it to be all of them. */
const routeWords: ReadonlySet<string> = new Set([
  'tree',
  'bulk',
  'bulk-delete',
  'bulk-restore',
  'bulk-job',
  'export',
  'import',
  'import-template',
  'import-plan',
])
const keyLike = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Whether an address with this handle leads to its row: not to another route, and not to what reads as a key. */
export const isReachable = (handle: string) => !routeWords.has(handle) && !keyLike.test(handle)

/** The handle itself, or with the first number that makes it one of its own: `tools-2`. */
export function freeHandle(handle: string, taken: ReadonlySet<string>): string {
  if (isReachable(handle) && !taken.has(handle)) return handle
  let number = 2
  while (taken.has(`${handle}-${number}`)) number += 1
  return `${handle}-${number}`
}
