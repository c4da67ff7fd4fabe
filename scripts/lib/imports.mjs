import { parseSync } from 'oxc-parser'

/**
 * One place where a module names another.
 *
 * @typedef {object} Import
 * @property {string} specifier
 * @property {number} line
 * @property {boolean} isType erased before it runs
 * @property {boolean} isLazy loaded only when the code gets there
 */

/**
 * Reads every import of a TypeScript module: static, re-exported, dynamic, `import('x').Type` and `require`.
 *
 * @param {string} file for its name only: it says whether there may be JSX
 * @param {string} source
 * @returns {{ imports: Import[], problems: string[] }} with what could not be read
 */
export function readImports(file, source) {
  const { module, program, errors } = parseSync(file, source)
  const lineOf = (/** @type {number} */ offset) => source.slice(0, offset).split('\n').length
  const problems = errors.map(({ message }) => `cannot be parsed: ${message}`)

  /** @type {Import[]} */
  const imports = []
  for (const { start, moduleRequest } of module.staticImports) {
    imports.push({
      specifier: moduleRequest.value,
      line: lineOf(start),
      isType: isErased(source, start),
      isLazy: false,
    })
  }
  for (const { start, entries } of module.staticExports) {
    const [first] = entries // All of one statement name the same module.
    if (!first?.moduleRequest) continue
    imports.push({
      specifier: first.moduleRequest.value,
      line: lineOf(start),
      isType: isErased(source, start),
      isLazy: false,
    })
  }
  visit(program, (node) => {
    const named = importInExpression(node)
    if (!named) return
    const { value, isType } = named
    if (typeof value === 'string') imports.push({ specifier: value, line: lineOf(node.start), isType, isLazy: true })
    else problems.push(`line ${lineOf(node.start)} imports a module whose name is only known when it runs`)
  })
  return { imports, problems }
}

/**
 * Only `import type ...` is erased whole: `import { type A }` still loads the module.
 *
 * @param {string} source
 * @param {number} start of the statement
 */
function isErased(source, start) {
  return /^(import|export)\s+type\s(?!\s*from\b)/.test(source.slice(start, start + 80))
}

/**
 * @param {any} node
 * @returns {{ value: unknown, isType: boolean } | undefined}
 */
function importInExpression(node) {
  if (node.type === 'ImportExpression') return { value: node.source.value, isType: false }
  if (node.type === 'TSImportType') return { value: node.source?.value ?? node.argument?.literal?.value, isType: true }
  if (node.type === 'TSExternalModuleReference') return { value: node.expression.value, isType: false }
  const isRequire =
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
  return isRequire ? { value: node.arguments[0]?.value, isType: false } : undefined
}

/**
 * @param {any} node
 * @param {(node: any) => void} see
 */
function visit(node, see) {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, see)
  } else if (node && typeof node === 'object') {
    if (typeof node.type === 'string') see(node)
    for (const value of Object.values(node)) if (value && typeof value === 'object') visit(value, see)
  }
}
