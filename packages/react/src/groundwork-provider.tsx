import type { GroundworkClient } from '@groundwork/client'
import { QueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'

interface Groundwork {
  readonly client: GroundworkClient
  readonly queryClient: QueryClient
}

const context = createContext<Groundwork | null>(null)

interface GroundworkProviderProps {
  readonly client: GroundworkClient
  /** A program that has a query client of its own shares it, so that what it knows already is not asked again. */
  readonly queryClient?: QueryClient
  readonly children: ReactNode
}

/** Every component of this package asks the client given here. */
export function GroundworkProvider({ client, queryClient, children }: GroundworkProviderProps) {
  const value = useMemo(
    () => ({
      client,
      queryClient: queryClient ?? new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 1 } } }),
    }),
    [client, queryClient],
  )
  return <context.Provider value={value}>{children}</context.Provider>
}

export function useGroundwork(): Groundwork {
  const value = useContext(context)
  if (!value) throw new Error('Groundwork components belong inside a <GroundworkProvider client={...}>')
  return value
}
