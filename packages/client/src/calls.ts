import type { TRPCUntypedClient } from '@trpc/client'
import type { AnyProcedure, inferProcedureInput, inferProcedureOutput } from '@trpc/server'
import { toGroundworkError } from './groundwork-error.ts'
import type { ApiTree, AppRouter } from './router-types.ts'
import { subscriptionStream } from './subscription-stream.ts'

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Of a subscription: from now on nothing is missed. Called again when a lost connection is back: what happened meanwhile was. */
  readonly onStarted?: () => void
}

/** Every procedure of the API as a plain function: `gw.product.list({ search: 'bolt' })`. */
export type Calls = CallsOf<ApiTree>

type CallsOf<Branch> = {
  readonly [Name in keyof Branch]: Branch[Name] extends AnyProcedure ? Call<Branch[Name]> : CallsOf<Branch[Name]>
}

type Call<P extends AnyProcedure> = (...args: ArgumentsOf<inferProcedureInput<P>>) => Result<P>

type ArgumentsOf<Input> = undefined extends Input
  ? [input?: Input, options?: CallOptions]
  : [input: Input, options?: CallOptions]

type Result<P extends AnyProcedure> = P['_def']['type'] extends 'subscription'
  ? AsyncIterable<Pushed<inferProcedureOutput<P>>>
  : Promise<inferProcedureOutput<P>>

type Pushed<Output> =
  Output extends AsyncIterable<infer Item> ? (Item extends { data: infer Data } ? Data : Item) : never

/** What changes something. Everything that is neither here nor among the subscriptions is a query. */
const mutations = [
  'create',
  'update',
  'remove',
  'restore',
  'createMany',
  'updateMany',
  'removeMany',
  'restoreMany',
  'bulk',
  'export',
  'move',
  'merge',
  'setDefault',
  'clearDefault',
  'newVersion',
  'updateMine',
  'revoke',
  'signIn',
  'refresh',
  'signOut',
  'signOutEverywhere',
  'revokeSession',
  'setUpTotp',
  'verifyTotp',
  'disableTotp',
  'renewBackupCodes',
  'changePassword',
  'requestPasswordReset',
  'resetPassword',
  'showInvitation',
  'acceptInvitation',
  'resend',
  'activate',
  'deactivate',
  'resetSecondFactor',
  'rotate',
  'viewAs',
  'restoreVersion',
  'copy',
  'purge',
  'emptyTrash',
  'hold',
  'release',
  'rescan',
  'releaseHold',
  'favourite',
  'restoreFileVersion',
  'nameVersion',
  'removeVersion',
  'ensure',
  'importUrl',
  'zipTicket',
  'quarantineTicket',
  'versionTicket',
  'beginDirect',
  'signDirectParts',
  'completeDirect',
  'cancelDirect',
  'start',
  'applyPlan',
  'undo',
  'cancel',
  'retry',
  'links',
] as const
const subscriptions = ['changes'] as const

type Kind = 'query' | 'mutation' | 'subscription'

const kinds: ReadonlyMap<string, Kind> = new Map([
  ...mutations.map((name) => [name, 'mutation'] as const),
  ...subscriptions.map((name) => [name, 'subscription'] as const),
])

/** Turns property paths into calls: nothing of the API's code is needed for it, only its type. */
export function callsOver(client: TRPCUntypedClient<AppRouter>): Calls {
  const at = (path: readonly string[]): unknown =>
    new Proxy(() => {}, {
      // Without `then` on anything, a client can be returned from an async function.
      get: (_target, name) => (typeof name === 'string' && name !== 'then' ? at([...path, name]) : undefined),
      apply: (_target, _this, [input, options]: [unknown, CallOptions | undefined]) => call(path, input, options),
    })

  function call(path: readonly string[], input: unknown, options: CallOptions = {}): unknown {
    const kind = kinds.get(path.at(-1) ?? '') ?? 'query'
    const name = path.join('.')
    if (kind === 'subscription') {
      const { signal, onStarted } = options
      return subscriptionStream(
        (observer) => client.subscription(name, input, { ...observer, ...(onStarted && { onStarted }) }),
        signal,
      )
    }
    return client[kind](name, input, options).catch((error: unknown) => {
      options.signal?.throwIfAborted()
      throw toGroundworkError(error)
    })
  }

  return at([]) as Calls
}

/** Procedures that are of another kind than their name says here. A test holds it to be none. */
export type MistakenNames =
  | Exclude<NamesOf<'mutation'>, Mutation>
  | Exclude<NamesOf<'subscription'>, Subscription>
  | (NamesOf<'query'> & (Mutation | Subscription))

type Mutation = (typeof mutations)[number]
type Subscription = (typeof subscriptions)[number]

type NamesOf<K extends Kind, Branch = ApiTree> = {
  [Name in keyof Branch]: Branch[Name] extends AnyProcedure
    ? Branch[Name]['_def']['type'] extends K
      ? Name
      : never
    : NamesOf<K, Branch[Name]>
}[keyof Branch]
