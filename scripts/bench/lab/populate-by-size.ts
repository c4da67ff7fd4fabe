import { createClient } from '@groundwork/client'
import pg from 'pg'

/** An organization with so many products, and words on them that are rare and common. */
export interface Sized {
  readonly organization: string
  readonly products: number
}

interface Wanted {
  readonly url: string
  readonly ownerUrl: string
  readonly password: string
  readonly sizes: readonly number[]
}

/**
 * Organizations that differ in nothing but their size. The marks are made by one statement behind the rows, as a migration would
 * make them: by triggers they would cost as much as the rows.
 */
export async function populateBySize({ url, ownerUrl, password, sizes }: Wanted): Promise<Sized[]> {
  const admin = createClient({ url })
  await admin.signIn('admin', password)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const made: Sized[] = []
  try {
    for (const products of sizes) {
      const code = `SIZED-${products}`
      const { id } = await admin.organization.create({ values: { name: code, code, organizationType: 'Company' } })
      await client.query('begin')
      await client.query('alter table product disable trigger user')
      await client.query(insertProducts, [id, products])
      await client.query('alter table product enable trigger user')
      await client.query(insertMarks, [id])
      await client.query('commit')
      made.push({ organization: id, products })
    }
    await client.query('vacuum analyze product')
    await client.query('vacuum analyze row_mark')
    return made
  } finally {
    await Promise.all([admin.close(), client.end()])
  }
}

/** Rare: on a hundred rows, however many there are. Common: on thirty of a hundred. */
export const words = { rare: 'rare', common: 'common' } as const

/** $1 organization, $2 how many. What is rare is spread over all of them, and so is what is common. */
const insertProducts = `
  insert into product (id, organization_id, sku, name, description, product_type, status, tags, custom_fields, created_at, updated_at)
  select uuidv7(), $1, 'SKU-' || n, 'Product ' || n || ' ' || substr(md5(n::text), 1, 8), 'Made to measure by ' || n,
    (array['PHYSICAL_GOOD', 'SERVICE', 'DIGITAL'])[1 + n / 7 % 3], (array['draft', 'active', 'discontinued'])[1 + n % 3],
    case when n * 7 % 10 < 3 then array['${words.common}'] else array['tag' || n % 20] end
      || case when n % ($2 / 100) = 0 then array['${words.rare}'] else '{}' end,
    jsonb_build_object('shelf', case when n % ($2 / 100) = 1 then '${words.rare}' when n % 10 < 3 then '${words.common}' else (n % 50)::text end),
    now() - n * interval '7 seconds', now() - n * interval '7 seconds'
  from generate_series(1, $2::int) n`

/** $1 organization. In the order of the index, which is then written from one end to the other. */
const insertMarks = `
  insert into row_mark (organization_id, resource, name, value, row_id)
  select t.organization_id, 'product', m.name, m.value, t.id from product t
  cross join lateral marks_of(t.tags, t.custom_fields) m where t.organization_id = $1 order by m.name, m.value, t.id`
