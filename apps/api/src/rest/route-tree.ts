import type { Method, RestRoute } from './route.ts'

interface Node {
  readonly literal: Map<string, Node>
  parameter?: { readonly name: string; readonly node: Node }
  readonly routes: Map<Method, RestRoute>
}

export interface Match {
  readonly routes: ReadonlyMap<Method, RestRoute>
  readonly params: Readonly<Record<string, string>>
}

const emptyNode = (): Node => ({ literal: new Map(), routes: new Map() })

/** Finds routes by path segments; a literal segment wins over a parameter (`/profiles/me` over `/profiles/{id}`). */
export class RouteTree {
  readonly #root = emptyNode()

  constructor(routes: readonly RestRoute[]) {
    for (const route of routes) this.#add(route)
  }

  /** @param path below /api/v1, query removed; a trailing slash is optional */
  match(path: string): Match | null {
    const params: Record<string, string> = {}
    let node: Node | undefined = this.#root
    for (const segment of path.split('/')) {
      if (segment === '') continue
      const literal: Node | undefined = node.literal.get(segment)
      if (!literal && node.parameter) params[node.parameter.name] = decode(segment)
      node = literal ?? node.parameter?.node
      if (!node) return null
    }
    return node.routes.size ? { routes: node.routes, params } : null
  }

  #add(route: RestRoute) {
    let node = this.#root
    for (const segment of route.path.split('/').filter(Boolean)) node = descend(node, segment)
    if (node.routes.has(route.method)) throw new Error(`Two routes answer ${route.method} ${route.path}`)
    node.routes.set(route.method, route)
  }
}

function descend(node: Node, segment: string): Node {
  const name = /^\{(\w+)\}$/.exec(segment)?.[1]
  if (name) {
    node.parameter ??= { name, node: emptyNode() }
    return node.parameter.node
  }
  const known = node.literal.get(segment)
  if (known) return known
  const made = emptyNode()
  node.literal.set(segment, made)
  return made
}

/** A malformed escape names nothing, so it is looked up as it stands and not found. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
