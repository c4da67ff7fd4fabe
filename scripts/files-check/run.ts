/** Finds what does not fit between rows and bytes: what `npm run files:check` calls. */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import {
  type CheckOptions,
  type CheckResult,
  type CheckServices,
  checkFiles,
  type FaultKind,
  faultKindNames,
  faultKinds,
  GRACE_HOURS,
  openCheck,
  repairFaults,
} from '@groundwork/services'

const usage = `npm run files:check -- [--deep] [--json] [--grace-hours ${GRACE_HOURS}] [--repair [--yes kind,kind]]
kinds: ${faultKindNames.join(', ')}`
const { values: asked } = parseArgs({
  options: {
    deep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    repair: { type: 'boolean', default: false },
    yes: { type: 'string', default: '' },
    'grace-hours': { type: 'string', default: String(GRACE_HOURS) },
    help: { type: 'boolean', default: false },
  },
})

/** Enough to see what it is about; `--json` tells them all. */
const MOST_SHOWN = 20

try {
  if (asked.help) console.log(usage)
  else process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(): Promise<number> {
  const graceHours = Number(asked['grace-hours'])
  if (!(graceHours >= 0)) throw new Error(usage)
  const services = await openCheck(process.env)
  try {
    const options = { graceHours, isDeep: asked.deep }
    const result = await report(services, options)
    if (!asked.repair || result.isWhole) return result.isWhole ? 0 : 1
    const kinds = await chosen(result)
    for await (const repaired of repairFaults(services, kinds, options))
      print({ repaired }, `${repaired.kind}: ${repaired.what}: ${repaired.outcome}`)
    const after = await report(services, options)
    return after.isWhole ? 0 : 1
  } finally {
    await services.close()
  }
}

async function report(services: CheckServices, options: CheckOptions): Promise<CheckResult> {
  const shown = new Map<FaultKind, number>()
  const result = await checkFiles(services, options, ({ kind, what, organization, detail }) => {
    const count = (shown.get(kind) ?? 0) + 1
    shown.set(kind, count)
    if (asked.json) console.log(JSON.stringify({ kind, what, organization, detail }))
    else if (count <= MOST_SHOWN) console.log(`${kind}: ${what}: ${detail}`)
    else if (count === MOST_SHOWN + 1) console.log(`${kind}: and more`)
  })
  if (asked.json) console.log(JSON.stringify({ result }))
  else tell(result)
  return result
}

function tell({ blobs, objects, counts, isWhole }: CheckResult): void {
  console.log(`${blobs} rows and ${objects} objects compared.`)
  const found = faultKindNames.filter((kind) => counts[kind])
  for (const kind of found)
    console.log(`${String(counts[kind]).padStart(8)}  ${kind.padEnd(12)} ${faultKinds[kind].says}`)
  console.log(isWhole ? 'Rows and bytes fit.' : 'ROWS AND BYTES DO NOT FIT.')
}

const print = (json: object, text: string) => console.log(asked.json ? JSON.stringify(json) : text)

/** Kind by kind, by `--yes` or by asking. */
async function chosen({ counts }: CheckResult): Promise<ReadonlySet<FaultKind>> {
  const agreed = new Set(asked.yes.split(',').map((name) => name.trim()))
  const unknown = [...agreed].filter((name) => name !== '' && !(name in faultKinds))
  if (unknown.length) throw new Error(`No such kind: ${unknown.join(', ')}\n${usage}`)
  const open = faultKindNames.filter((kind) => counts[kind] && faultKinds[kind].repair)
  if (asked.yes) return new Set(open.filter((kind) => agreed.has(kind)))
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const kinds = new Set<FaultKind>()
  for (const kind of open) {
    const { says, repair } = faultKinds[kind]
    const answer = await lines.question(`${counts[kind]} ${says}: ${repair}? [y/N] `)
    if (answer.trim().toLowerCase() === 'y') kinds.add(kind)
  }
  lines.close()
  return kinds
}
