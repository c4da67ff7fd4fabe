import { createClient } from '@groundwork/client'
import pg from 'pg'

export interface Population {
  readonly organization: string
  /** All that have products, that one the first. */
  readonly organizations: readonly string[]
  readonly user: string
  readonly username: string
  /** Some products of the organization. */
  readonly productIds: readonly string[]
}

interface Wanted {
  readonly url: string
  readonly ownerUrl: string
  readonly password: string
  /** In all organizations together. */
  readonly products: number
}

const organizationCount = 10

/** Ten organizations with their products, and a manager of one of them, made through the API where it is not about bulk. */
export async function populate({ url, ownerUrl, password, products }: Wanted): Promise<Population> {
  const admin = createClient({ url })
  await admin.signIn('admin', password)
  const ids: string[] = []
  for (let index = 0; index < organizationCount; index++) {
    const values = { name: `Bench ${index}`, code: `BENCH-${index}`, organizationType: 'Company' }
    const { id } = await admin.organization.create({ values })
    ids.push(id)
  }
  const [organization = ''] = ids
  const username = 'bench'
  const user = await admin.user.create({ values: { username, email: 'bench@example.com', password } })
  const { rows: roles } = await admin.role.list({ limit: 100 })
  const role = roles.find(({ slug }) => slug === 'manager')
  if (!role) throw new Error('There is no role named manager')
  await admin.membership.create({ values: { user: user.id, organization, role: role.id } })
  await admin.close()

  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (const id of ids) await client.query(insertProducts, [id, Math.ceil(products / organizationCount)])
    await client.query('vacuum analyze product')
    const { rows } = await client.query<{ id: string }>(
      'select id from product where organization_id = $1 order by random() limit 2000',
      [organization],
    )
    return { organization, organizations: ids, user: user.id, username, productIds: rows.map(({ id: key }) => key) }
  } finally {
    await client.end()
  }
}

/** $1 organization, $2 how many. Made at different moments, as in life. */
const insertProducts = `
  insert into product (id, organization_id, sku, name, description, product_type, status, tags, custom_fields, created_at, updated_at)
  select uuidv7(), $1, 'SKU-' || n, 'Product ' || n || ' ' || substr(md5(n::text), 1, 8), 'Made to measure by ' || n, 'PHYSICAL_GOOD',
    (array['draft', 'active', 'discontinued'])[1 + n % 3], array['bench', 'tag' || n % 20], jsonb_build_object('shelf', n % 50),
    now() - n * interval '7 seconds', now() - n * interval '7 seconds'
  from generate_series(1, $2::int) n`
