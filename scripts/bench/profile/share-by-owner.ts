/** What `node --cpu-prof` writes, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface OwnerShare {
  readonly owner: string
  /** Of the time the process was not idle. */
  readonly share: number
  readonly hottest: readonly string[]
}

/** Milliseconds since the profile began. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Own time by package from npm, by Node's modules, and by what V8 does besides running code; of some of the time only. */
export function shareByOwner({ nodes, samples, timeDeltas }: CpuProfile, { from, to }: Span): OwnerShare[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const owners = new Map<string, Map<string, number>>()
  let total = 0
  let elapsed = 0
  samples.forEach((id, index) => {
    const { functionName = '', url = '' } = frames.get(id) ?? {}
    const time = timeDeltas[index] ?? 0
    elapsed += time / 1000
    if (functionName === '(idle)' || elapsed < from || elapsed > to) return
    total += time
    const owner = ownerOf(functionName, url)
    const functions = owners.get(owner) ?? new Map<string, number>()
    const name = functionName || '(anonymous)'
    owners.set(owner, functions.set(name, (functions.get(name) ?? 0) + time))
  })
  return [...owners]
    .map(([owner, functions]) => ({ owner, share: sum(functions.values()) / total, hottest: hottest(functions) }))
    .sort((one, other) => other.share - one.share)
    .filter(({ share }) => share > 0.005)
}

function ownerOf(functionName: string, url: string): string {
  if (!url) return functionName.startsWith('(') ? `V8 ${functionName}` : 'V8 built-ins'
  if (url.startsWith('node:')) return `Node ${url.slice(5).split('/').slice(0, 2).join('/')}`
  const packages = [...url.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== '.pnpm')
  return packages.at(-1) ?? 'Groundwork'
}

const hottest = (functions: ReadonlyMap<string, number>) =>
  [...functions]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 4)
    .map(([name]) => name)

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
