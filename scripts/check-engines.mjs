import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import semver from 'semver'
import { workspaceFolders } from './lib/workspace-folders.mjs'

/**
 * Packages that declare a newer Node than ours and are used all the same, each with the reason why that is safe.
 *
 * @type {Record<string, string>}
 */
const accepted = {}

/**
 * Looks at every package that production installs, however deep, and at the Node it asks for: several packages dropped
 * Node 20 in a minor version.
 *
 * @param {string} root
 * @param {{ node?: string, exceptions?: Record<string, string> }} [options]
 * @returns {string[]} the packages that refuse this Node
 */
export function checkEngines(root, { node = process.versions.node, exceptions = accepted } = {}) {
  /** @type {Map<string, Manifest>} */
  const installed = new Map()
  for (const folder of workspaceFolders(root)) collect(join(root, folder), installed)

  const refusing = [...installed.values()].filter(
    ({ engines }) => engines?.node && !semver.satisfies(node, engines.node),
  )
  const refused = refusing
    .filter(({ name }) => !(name in exceptions))
    .map(({ name, version, engines }) => `${name}@${version} wants Node ${engines?.node}, this is ${node}`)
  const stale = Object.keys(exceptions)
    .filter((name) => !refusing.some((manifest) => manifest.name === name))
    .map((name) => `${name} is listed as an exception in check-engines.mjs but needs none`)
  return [...refused, ...stale, ...(installed.size === 0 ? ['no installed package was found at all'] : [])]
}

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {{ node?: string }} [engines]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 */

/**
 * Follows what a package needs to run. Its folder is the real one, since Node resolves from there.
 *
 * @param {string} folder
 * @param {Map<string, Manifest>} installed by real folder
 */
function collect(folder, installed) {
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const name of neededBy(manifest)) {
    const found = findInstalled(folder, name)
    if (!found || installed.has(found) || name.startsWith('@groundwork/')) continue
    installed.set(found, JSON.parse(readFileSync(join(found, 'package.json'), 'utf8')))
    collect(found, installed)
  }
}

/** @param {Manifest} manifest */
function neededBy({ dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} }) {
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional)
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {string | undefined} undefined for what is for another platform, and so not installed
 */
function findInstalled(folder, name) {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const candidate = join(at, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
  }
  return undefined
}
