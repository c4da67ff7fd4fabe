import type { Seeded } from './seed.ts'
import { until } from './until.ts'

/** Clients with a policy each, as a territory sends them every month. */
export const statFile = (...clients: readonly (readonly [number: string, name: string])[]) =>
  csv(
    ['client_number', 'client_name', 'policy_number', 'branch', 'premium', 'currency', 'start_date'],
    clients.map(([number, name]) => [number, name, `P-${number}`, 'Motor', '420.50', 'EUR', '2026-01-01']),
  )

/** Claims under those policies. */
export const recapFile = (...claims: readonly (readonly [number: string, policy: string])[]) =>
  csv(
    ['claim_number', 'policy_number', 'amount_claimed', 'currency', 'occurred_on'],
    claims.map(([number, policy]) => [number, policy, '1200.00', 'EUR', '2026-03-14']),
  )

const csv = (header: readonly string[], rows: readonly (readonly string[])[]) => ({
  bytes: Buffer.from([header, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')),
})

interface NewSession {
  readonly organization: string
  readonly country: string
  readonly stat?: { readonly bytes: Buffer }
  readonly recap?: { readonly bytes: Buffer }
}

/** Makes a session as a program would, and waits until it is over. */
export async function runSession(
  gw: Seeded['gw'],
  { organization, country, stat, recap }: NewSession,
): Promise<string> {
  const add = async (part: string, { bytes }: { readonly bytes: Buffer }) =>
    (
      await gw.uploadFile(
        { name: `${part} ${country} 2026-11.csv`, bytes },
        { organization, customFields: { country } },
      )
    ).id
  const { id } = await gw.importSession.create({
    values: {
      organization,
      country,
      statFile: stat ? await add('stat', stat) : null,
      recapFile: recap ? await add('recap', recap) : null,
    },
  })
  await until(async () => ['DONE', 'ERROR'].includes((await gw.importSession.get({ id })).status))
  return id
}

/** A month of an insurer: one country came in whole, one with a claim that nobody knows the policy of, one not at all. */
export async function seedSessions({ gw, logistics: organization }: Seeded): Promise<void> {
  await runSession(gw, {
    organization,
    country: 'PT',
    stat: statFile(['1001', 'Marta Nunes'], ['1002', 'Quinta do Sol Lda'], ['1003', 'Rui Faria']),
    recap: recapFile(['S-1', 'P-1001'], ['S-2', 'P-1003']),
  })
  await runSession(gw, {
    organization,
    country: 'ES',
    stat: statFile(['2001', 'Puerto Norte SA'], ['2002', 'Lucía Ferrer']),
    recap: recapFile(['S-8', 'P-2001'], ['S-9', 'P-9999']),
  })
  await runSession(gw, { organization, country: 'FR', recap: { bytes: Buffer.from('colour,shape\r\nred,round\r\n') } })
}
