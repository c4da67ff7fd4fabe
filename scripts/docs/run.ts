/** Writes what follows from the definitions: what `npm run docs` calls. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { resources } from '@groundwork/domain'
import { readmeWith } from './readme.ts'
import { resourcesPage } from './resources-page.ts'

const root = resolve(import.meta.dirname, '../..')
const all = Object.values(resources)
const readme = resolve(root, 'README.md')

writeFileSync(resolve(root, 'docs/resources.md'), resourcesPage(all))
writeFileSync(readme, readmeWith(readFileSync(readme, 'utf8'), all))
