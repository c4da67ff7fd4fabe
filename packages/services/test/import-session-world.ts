import { asSystem } from '@groundwork/db'
import { ImportSession, type ImportSessionRow, Membership } from '@groundwork/domain'
import { createImportSession } from '../src/import-session/index.ts'
import { createImportWorld, type Importer } from './import-world.ts'

const system = asSystem('set a test up')

/** Clients with their policies: Ada has two. */
export const statSheet = `client_number,client_name,policy_number,branch,premium,currency
C-1,Ada,P-1,Motor,120.50,CHF
C-1,Ada,P-2,Home,80,CHF
C-2,Grace,P-3,Motor,99,CHF
`
export const recapSheet = `claim_number,policy_number,amount_claimed,currency,loss_date
K-1,P-1,1000,CHF,2026-03-01
K-2,P-3,50.25,CHF,2026-04-01
`

export interface Inhabitant extends Importer {
  readonly country: string
}

/** A world in which two files of a country are brought in as a worker would. */
export async function createImportSessionWorld() {
  const world = await createImportWorld()
  const { services } = world

  /** Somebody with a seeded role, whose membership is of a country. */
  async function inhabitant(role: string, country = 'CH', home?: string): Promise<Inhabitant> {
    const { organization, context, membership } = await world.asker(role, home)
    await services.database.withUnitOfWork(system, (work) =>
      work.update(Membership, membership, { attributes: { country } }),
    )
    const memberships = context.actor.memberships.map((held) => ({ ...held, attributes: { country } }))
    return { organization, country, context: { ...context, actor: { ...context.actor, memberships } } }
  }

  async function fileOf({ organization, context, country }: Inhabitant, csv: string, fileName: string) {
    const { id } = await world.upload(context, {
      organization,
      fileName,
      bytes: Buffer.from(csv),
      customFields: { country },
    })
    await world.scan(organization, id)
    return id
  }

  async function begin(
    us: Inhabitant,
    { stat, recap }: { readonly stat?: string; readonly recap?: string } = { stat: statSheet, recap: recapSheet },
  ): Promise<ImportSessionRow> {
    const { organization, country, context } = us
    const [statFile, recapFile] = [
      stat === undefined ? null : await fileOf(us, stat, 'stat.csv'),
      recap === undefined ? null : await fileOf(us, recap, 'recap.csv'),
    ]
    return createImportSession(services, context, { organization, country, statFile, recapFile })
  }

  const session = (id: string): Promise<ImportSessionRow> => services.database.reader(system).get(ImportSession, id)

  const stepsOf = (id: string) =>
    world.asOwner<{ id: string; target: string; job_type: string; status: string; created_by_id: string }>(
      'select id, target, job_type, status, created_by_id from data_job where import_session_id = $1 order by created_at, id',
      [id],
    )

  /** Live rows that a session has made. */
  const made = (table: 'client' | 'policy' | 'claim', id: string) =>
    world.asOwner<Readonly<Record<string, unknown>>>(
      `select * from ${table} where import_session_id = $1 and deleted_at is null order by created_at, id`,
      [id],
    )

  return { ...world, inhabitant, fileOf, begin, session, stepsOf, made }
}

export type ImportSessionWorld = Awaited<ReturnType<typeof createImportSessionWorld>>
