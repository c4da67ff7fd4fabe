import { gw, tokens } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'

/** Shows an organization as somebody with one of its roles would see it. Nothing can be changed until it ends. */
export async function beginPreview(role: { readonly organization: string; readonly role: string }): Promise<void> {
  const { access } = await gw.access.viewAs(role)
  tokens.begin(access)
  await startAnew()
}

export async function endPreview(): Promise<void> {
  tokens.end()
  await startAnew()
}

/** Nothing that was shown to the one may be shown to the other. */
async function startAnew(): Promise<void> {
  await gw.close()
  await queryClient.cancelQueries()
  await queryClient.resetQueries()
}
