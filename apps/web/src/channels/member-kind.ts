/** As much of a schema as tells how a member of a structured value is entered. */
interface Described {
  readonly def?: {
    readonly type: string
    readonly innerType?: unknown
    readonly entries?: Readonly<Record<string, string>>
    readonly shape?: unknown
  }
}

export type MemberKind =
  | { readonly kind: 'text' | 'boolean' | 'address' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }

/** How a member is entered, by its schema: what may be left out or has a default is entered like what it stands for. */
export function memberKind(schema: unknown): MemberKind {
  const { def } = schema as Described
  if (def?.innerType) return memberKind(def.innerType)
  if (def?.type === 'enum') return { kind: 'choice', choices: Object.values(def.entries ?? {}) }
  if (def?.type === 'boolean') return { kind: 'boolean' }
  return { kind: def?.type === 'object' ? 'address' : 'text' }
}
