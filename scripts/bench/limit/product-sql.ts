/** What somebody would write by hand for the same JSON, with neither row-level security nor rights to look after. */

const columns = `t.id, t.organization_id as organization, t.sku, t.name, t.description, t.product_type, t.category_id as category,
  t.base_uom_id as base_uom, t.status, t.is_inventory_tracked, t.is_purchasable, t.is_sellable, t.attributes, t.tags, t.custom_fields,
  t.created_at, t.updated_at, t.created_by_id as created_by, t.updated_by_id as updated_by, t.version, t.deleted_at,
  c.name as category_name, u.name as base_uom_name, o.name as organization_name`

const behind = 'left join category c on c.id = t.category_id left join unit_of_measure u on u.code = t.base_uom_id'
const from = `from product t join organization o on o.id = t.organization_id ${behind}`

/** Of a row that is written, what the columns say of others. */
const written = columns
  .replace('o.name', '(select name from organization where id = t.organization_id)')
  .replace('c.name', '(select name from category where id = t.category_id)')
  .replace('u.name', '(select name from unit_of_measure where code = t.base_uom_id)')

/** $1 organization */
export const listSql = `select ${columns} ${from} where t.organization_id = $1 and t.deleted_at is null order by t.created_at desc, t.id desc limit 26`

/** $1 organization, $2 state, $3 type */
export const sizedListSql = `select ${columns} ${from} where t.organization_id = $1 and t.status = $2 and t.product_type = $3
  and t.deleted_at is null order by t.created_at desc, t.id desc limit 26`

/** $1 organizations, $2 user, $3 country: the rules of `authorization-added`, each organization read in order by itself */
export const ruledListSql = `select ${columns} from (
    select t.id as key, t.created_at as place from unnest($1::uuid[]) o(id) cross join lateral (
      select t.id, t.created_at from product t
      where t.organization_id = o.id and t.deleted_at is null and (t.created_by_id = $2 or t.custom_fields ->> 'country' = $3
        or t.status = 'active' or t.status = 'draft'
        or (t.status = 'discontinued' and t.custom_fields ->> 'country' is distinct from $3))
      order by t.created_at desc, t.id desc limit 26
    ) t order by t.created_at desc, t.id desc limit 26
  ) p join product t on t.id = p.key join organization o on o.id = t.organization_id ${behind} order by t.created_at desc, t.id desc`

/** $1 organization */
export const countSql =
  'select count(*) from (select from product t where t.organization_id = $1 and t.deleted_at is null limit 10001) counted'

/** $1 organization, $2 id */
export const getSql = `select ${columns} ${from} where t.organization_id = $1 and t.id = $2 and t.deleted_at is null`

/** $1 id, $2 organization, $3 sku, $4 name, $5 type, $6 user */
export const insertSql = `insert into product as t (id, organization_id, sku, name, product_type, created_by_id, updated_by_id)
  values ($1, $2, $3, $4, $5, $6, $6)
  returning ${written}`

/** $1 organization, $2 id, $3 name, $4 user */
export const updateSql = `update product t set name = $3, updated_at = now(), updated_by_id = $4, version = t.version + 1
  where t.organization_id = $1 and t.id = $2 and t.deleted_at is null
  returning ${written}, old.name as old_name`

/** $1 id, $2 organization, $3 user, $4 action, $5 object, $6 name, $7 changes */
export const auditSql = `with entry as (
    insert into audit_entry (id, organization_id, user_id, actor_label, action_type, resource, object_id, object_repr, changes, created_at)
    values ($1, $2, $3, 'bench', $4, 'product', $5, $6, $7, now())
  ) insert into audit_pending (entry_id, entry_created_at) values ($1, now())`

/** Entry, mark and event in one statement, as the engine sends them. $1 to $7 as above, $8 event, $9 topic */
export const toldSql = `with entry as (
    insert into audit_entry (id, organization_id, user_id, actor_label, action_type, resource, object_id, object_repr, changes, created_at)
    values ($1, $2, $3, 'bench', $4, 'product', $5, $6, $7, now())
  ), waiting as (
    insert into audit_pending (entry_id, entry_created_at) values ($1, now())
  ) insert into outbox_event (id, organization_id, topic, resource, object_id, dispatched_at) values ($8, $2, $9, 'product', $5, now())`

/** $1 id, $2 organization, $3 topic, $4 object */
export const eventSql = `insert into outbox_event (id, organization_id, topic, resource, object_id, dispatched_at)
  values ($1, $2, $3, 'product', $4, now())`
