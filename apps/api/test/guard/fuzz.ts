import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { disagreements } from './agreement.ts'
import { type Door, doors } from './door.ts'
import { exchange } from './exchange.ts'
import { changedParts, type Footprint } from './footprint.ts'
import { type Actor, type GuardWorld, guardRedisUrl } from './guard-world.ts'
import { inputOf, wholeInputOf } from './input-of.ts'
import { type Breach, type DoorAnswer, faultIn, idsIn, leakIn, masked } from './oracle.ts'
import { fill, isIdSlot, type Slot, slotsIn, withSlot } from './placeholder.ts'
import { redisText } from './redis-text.ts'

export interface FuzzOptions {
  /** Inputs for each pair of a door and an actor. */
  readonly runs: number
  readonly seed: number
  /** With one of the two walls down only some oracles can still hold. */
  readonly oracles: readonly Breach['oracle'][]
  /** With references unchecked an actor may read back the id it wrote into a row of its own: that is no news to it. */
  readonly isEchoFine?: boolean
  /** The doors to try; all of them unless told. */
  readonly only?: (door: Door) => boolean
}

export interface FuzzReport {
  readonly breaches: readonly Breach[]
  readonly requests: number
  /** Doors that let somebody in. A fuzz that is refused everywhere has tried nothing. */
  readonly reached: ReadonlySet<string>
  /** How each door refused last. */
  readonly refusals: ReadonlyMap<string, string>
}

/** After these an actor is nobody any more: they come last. */
const endsTheSession = /signOut|logout|password\/change|changePassword|signIn|auth\/token$/

/** What hashes a password or counts attempts is asked as little as can be. */
const slow = /signIn|auth\/token$|assword|otp|2fa|nvitation/

/** Names that are unique over all organizations on purpose, so that asking for one tells whether it is taken. */
const globalNames = new Set(['code', 'username', 'email', 'name'])

/** Asks at every door as every actor, and holds what comes back, and what is left behind, against the oracles. */
export async function fuzz(world: GuardWorld, options: FuzzOptions): Promise<FuzzReport> {
  const run = new FuzzRun(world, options)
  const all = doors().filter((door) => options.only?.(door) ?? true)
  const late = ({ name }: Door) => (/Everywhere|logout-all/.test(name) ? 2 : Number(endsTheSession.test(name)))
  for (const door of [...all].sort((one, other) => late(one) - late(other))) {
    await run.tryDoor(door)
  }
  await run.checkRedis()
  if (options.oracles.includes('O4')) {
    for (const what of await disagreements(world.api, world.tables, world.ofB)) {
      run.breaches.push({ oracle: 'O4', door: 'any', actor: 'any', what })
    }
  }
  return run
}

const ofB = { forbidden: /canary-b-\d+-[\w-]+/ }
/** Where it shows only afterwards, and not who did it. */
const nobody = { name: 'anybody' }

class FuzzRun implements FuzzReport {
  readonly breaches: Breach[] = []
  readonly reached = new Set<string>()
  readonly refusals = new Map<string, string>()
  requests = 0
  private before: Footprint | null = null
  private logged: number
  private sentHere = ''
  private readonly sentIds = new Set<string>()

  constructor(
    private readonly world: GuardWorld,
    private readonly options: FuzzOptions,
  ) {
    this.logged = world.api.logged().length
  }

  async tryDoor(door: Door): Promise<void> {
    this.before ??= await this.world.footprint()
    this.sentHere = ''
    const { runs, seed } = this.options
    const isHeavy = slow.test(door.name)
    // Drawn from by every actor: what one is made of is the door's alone.
    const [anyWhole, anyInput] = [wholeInputOf(door), inputOf(door)]
    for (const [index, actor] of this.world.actors.entries()) {
      const at = seed + index + 100 * hashOf(door.name)
      const [whole] = fc.sample(anyWhole, { numRuns: 1, seed: at })
      const [plain] = fc.sample(anyInput, { numRuns: 1, seed: at })
      await this.ask(door, actor, atHome(whole))
      for (const input of fc.sample(anyInput, { numRuns: isHeavy ? 1 : runs, seed: at + 1 }))
        await this.ask(door, actor, input)
      if (!isHeavy && isCompared(actor, door)) {
        await this.compare(door, actor, atHome(whole))
        if (plain) await this.compare(door, actor, atHome(plain))
      }
    }
    if (door.isWrite) await this.checkFootprint(door)
    this.checkLog(door)
  }

  /** O3: the same request, once with B's id or words and once with some that nobody has. */
  private async compare(door: Door, actor: Actor, input: unknown): Promise<void> {
    if (!this.options.oracles.includes('O3')) return
    for (const { path, slot } of slotsIn(input)) {
      if (!isIdSlot(slot) && (globalNames.has(slot.$text) || !(await this.world.isOnlyOfB(slot, door.subject))))
        continue
      const askWith = (replaced: Slot) => this.ask(door, actor, withSlot(input, path, replaced))
      const unheardOf: Slot = isIdSlot(slot) ? { ...slot, from: 'random' } : { ...slot, from: 'fresh' }
      const unknown = await askWith(unheardOf)
      const others = isIdSlot(slot) ? (['foreign', 'deleted'] as const) : (['compared'] as const)
      for (const from of others) {
        const foreign = await askWith({ ...slot, from } as Slot)
        // The first request may have changed what the second one met: then the third meets what the second did.
        if (foreign === unknown || foreign === (await askWith(unheardOf))) continue
        this.report(
          'O3',
          door,
          actor,
          `${path.join('.')} (${from}) is told from an unknown one:\n  ${foreign}\n  ${unknown}`,
        )
      }
    }
  }

  /** Sends one request. @returns the answer, masked */
  private async ask(door: Door, actor: Actor, input: unknown): Promise<string> {
    const { world } = this
    const filled = fill(input, (slot) => world.slotValue(slot, door.subject)) as Record<string, unknown>
    const { method, path, json, form, headers: more } = door.request(filled)
    const sent = decodeURIComponent(path.replaceAll('%2f', '/')) + JSON.stringify(filled)
    this.sentHere += sent
    world.noteSent(sent)
    this.requests += 1
    const came = await exchange(world.api.url, {
      method,
      path,
      headers: { ...actor.headers, ...more },
      body: form ?? json,
    })
    const headers = Object.entries(came.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')
    const answer: DoorAnswer = { status: came.statusCode ?? 0, headers, body: await text(came) }
    const about = `${JSON.stringify(filled).slice(0, 600)} -> ${answer.status}`
    if (answer.status < 400) this.reached.add(door.name)
    else if (actor.name === 'admin' && !this.refusals.has(door.name))
      this.refusals.set(door.name, `${actor.name}: ${about} ${answer.body.slice(0, 300)}`)
    for (const id of idsIn(sent)) this.sentIds.add(id)
    const isEcho = (word: string) => this.options.isEchoFine === true && this.sentIds.has(word)
    const leak = leakIn(`${headers}\n${answer.body}`, actor, world, (word) => sent.includes(word) || isEcho(word))
    if (leak) this.report('O1', door, actor, `${leak}: ${about}`)
    const fault = faultIn(answer)
    if (fault) this.report('O5', door, actor, `${fault}: ${about}`)
    return masked(answer)
  }

  private async checkFootprint(door: Door): Promise<void> {
    const after = await this.world.footprint()
    const changed = changedParts(this.before ?? after, after)
    if (changed.length) this.report('O2', door, nobody, `changed ${changed.join(', ')} of organization B`)
    this.before = after
  }

  /** What the process wrote down while this door was tried. */
  private checkLog(door: Door): void {
    const all = this.world.api.logged()
    const leak = leakIn(all.slice(this.logged), ofB, this.world, (word) => this.sentHere.includes(word))
    if (leak) this.report('O1', door, nobody, `${leak} to the log`)
    this.logged = all.length
  }

  /** What was left in Redis. Ids that somebody sent may stand there, as in an event that B would have been told of. */
  async checkRedis(): Promise<void> {
    const text = await redisText(guardRedisUrl())
    const leak = leakIn(text, ofB, this.world, (word) => this.sentIds.has(word))
    if (leak) this.report('O1', { name: 'any' }, nobody, `${leak} to Redis`)
  }

  private report(
    oracle: Breach['oracle'],
    door: Pick<Door, 'name'>,
    { name }: { readonly name: string },
    what: string,
  ): void {
    if (this.options.oracles.includes(oracle)) this.breaches.push({ oracle, door: door.name, actor: name, what })
  }
}

/** The most powerful actor at each door, the others in turns: whose answers differ is a matter of the row, not of who asks. */
const isCompared = ({ name }: Actor, door: Door) =>
  name === 'admin' || (['viewer', 'editor', 'key', 'of two'] as const)[hashOf(door.name) % 4] === name

const hashOf = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7)

/** An input that leads home everywhere: where one slot is compared, a second foreign id would hide what the first one tells. */
function atHome(input: unknown): unknown {
  return slotsIn(input).reduce(
    (changed, { path, slot }) =>
      withSlot(changed, path, isIdSlot(slot) ? { ...slot, from: 'own' } : { ...slot, from: 'fresh' }),
    input,
  )
}
