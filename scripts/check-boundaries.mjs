import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix } from 'node:path'
import { databaseOnly, layers, testTools } from './lib/boundary-rules.mjs'
import { findCycles } from './lib/import-cycles.mjs'
import { readImports } from './lib/imports.mjs'
import { allModules, packageModules } from './lib/modules-on-disk.mjs'

/**
 * Holds every import of every module against the order of the house.
 *
 * @param {string} root
 * @returns {string[]} the violations, each with its place
 */
export function checkBoundaries(root) {
  const modules = packageModules(root, Object.keys(layers))
  /** @type {Map<string, string[]>} */
  const graph = new Map()
  /** @type {string[]} */
  const violations = []

  for (const module of modules) {
    const { imports, problems } = readImports(module, readFileSync(join(root, module), 'utf8'))
    violations.push(...problems.map((problem) => `${module}: ${problem}`))
    for (const { specifier, line, isType } of imports) {
      const problem = judge(root, module, specifier, isType)
      if (problem) violations.push(`${module}:${line} imports ${specifier}: ${problem}`)
    }
    const needed = imports.filter(({ specifier, isType, isLazy }) => !isType && !isLazy && specifier.startsWith('.'))
    graph.set(
      module,
      needed.map(({ specifier }) => resolveRelative(module, specifier)),
    )
  }

  const unseen = allModules(root).filter((module) => !graph.has(module))
  violations.push(
    ...unseen.map((module) => `${module} was not checked: its package has no place in boundary-rules.mjs`),
  )
  if (graph.size === 0) violations.push('no module was found at all')
  violations.push(
    ...findCycles(graph).map((cycle) => `these modules need each other: ${[...cycle, cycle[0]].join(' -> ')}`),
  )
  return violations
}

/**
 * @param {string} root
 * @param {string} module
 * @param {string} specifier
 * @param {boolean} isType
 * @returns {string | undefined} what is wrong with it
 */
function judge(root, module, specifier, isType) {
  const folder = packageOf(module)
  const isTest = /\.test\.tsx?$/.test(module)
  if (specifier.startsWith('.')) return judgeRelative(root, folder, resolveRelative(module, specifier), isTest)
  if (specifier.startsWith('@groundwork/')) return judgeOwn(folder, specifier.split('/')[1] ?? '', isType)
  return judgeOutside(folder, specifier, isTest)
}

/**
 * @param {string} root
 * @param {string} folder
 * @param {string} target
 * @param {boolean} isTest
 */
function judgeRelative(root, folder, target, isTest) {
  if (!target.startsWith(`${folder}/`)) return 'a path must not leave its package; name the package instead'
  if (!isTest && target.startsWith(`${folder}/test/`)) return 'what runs must not need what tests it'
  const isGenerated = target.includes('/generated/')
  return isGenerated || existsSync(join(root, target)) ? undefined : 'there is no such file'
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {boolean} isType
 */
function judgeOwn(folder, name, isType) {
  const { mayUse, mayUseTypesOf = [] } = layerOf(folder)
  if (mayUse.includes(name) || (isType && mayUseTypesOf.includes(name))) return undefined
  if (mayUseTypesOf.includes(name)) return `${folder} may use types of ${name} only: write "import type"`
  return `${folder} may use ${mayUse.join(', ') || 'none of our packages'}`
}

/**
 * @param {string} folder
 * @param {string} specifier
 * @param {boolean} isTest
 */
function judgeOutside(folder, specifier, isTest) {
  const { isPure, mayUseFromNpm = [] } = layerOf(folder)
  const [scope = '', name] = specifier.split('/')
  const isOfDatabase = databaseOnly.packages.includes(scope)
  if (isOfDatabase && folder !== databaseOnly.owner) return `only ${databaseOnly.owner} may talk to the database itself`
  if (!isPure) return undefined
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return `${folder} is pure: nothing of Node's`
  const npmName = scope.startsWith('@') ? `${scope}/${name}` : scope
  const allowed = isTest ? [...mayUseFromNpm, ...testTools] : mayUseFromNpm
  return allowed.includes(npmName) ? undefined : `${folder} is pure: of npm it may use ${allowed.join(', ')}`
}

/** @param {string} folder */
function layerOf(folder) {
  return /** @type {import('./lib/boundary-rules.mjs').Layer} */ (layers[folder])
}

/** @param {string} module */
function packageOf(module) {
  return module.split('/').slice(0, 2).join('/')
}

/**
 * @param {string} module
 * @param {string} specifier may carry a bundler's "?url"
 */
function resolveRelative(module, specifier) {
  return posix.join(posix.dirname(module), specifier.replace(/\?.*$/, ''))
}
