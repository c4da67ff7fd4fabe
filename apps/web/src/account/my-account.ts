import { queryClient } from '../api/query-client.ts'
import { type Me, meQuery } from '../session/me.ts'

/** Puts what was just saved where everybody looks: the menu, the forms. */
export const showMe = (change: Partial<Pick<Me, 'user' | 'profile'>>): void => {
  queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, ...change })
}

/** What one may do, or what waits for a second factor, may be another from here on. */
export const reloadMe = (): Promise<void> => queryClient.invalidateQueries()
