import type { Bench } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { overHttp } from './over-http.ts'

const listInput = encodeURIComponent(JSON.stringify({ 0: { orderBy: ['-createdAt'], limit: 25 } }))

/** As the typed client sends it: a batch, here of one. */
export const trpcListPath = `/api/trpc/product.list?batch=1&input=${listInput}`

const someProduct = ({ productIds }: Lab, turn: number) => productIds[turn % productIds.length]

/** Rows made in an earlier run of the same lab must not be in the way. */
const run = Date.now().toString(36)
export const newProduct = ({ organization }: Lab, turn: number, of = 'create') =>
  JSON.stringify({
    organization,
    sku: `${run}-${of}-${turn}`,
    name: `New product ${turn}`,
    product_type: 'PHYSICAL_GOOD',
  })

export const productsOverHttp: readonly Bench[] = [
  overHttp({
    name: 'list-rest',
    about:
      'the same through REST with sign-in and a count, against bare `node:http` and raw `pg` returning the same JSON',
    budget: 0.45,
    ours: () => ({ path: '/api/v1/products/?ordering=-created_at&page_size=25' }),
    limit: () => ({ path: '/counted-list' }),
  }),
  overHttp({
    name: 'list-rest-by-cursor',
    about: 'the same for a page in the middle: by cursor, without a count',
    budget: 0.45,
    ours: ({ cursor }) => ({ path: `/api/v1/products/?ordering=-created_at&page_size=25&cursor=${cursor}` }),
    limit: () => ({ path: '/list' }),
  }),
  overHttp({
    name: 'list-trpc',
    about: 'the same through tRPC with sign-in',
    budget: 0.33,
    ours: () => ({ path: trpcListPath }),
    limit: () => ({ path: '/list' }),
  }),
  overHttp({
    name: 'get-rest',
    about: 'get by id through REST',
    budget: 0.4,
    ours: (lab, turn) => ({ path: `/api/v1/products/${someProduct(lab, turn)}/` }),
    limit: (lab, turn) => ({ path: `/get/${someProduct(lab, turn)}` }),
  }),
  overHttp({
    name: 'create-rest',
    about:
      'create with audit entry and event through REST, against row, audit row and event in one transaction on raw `pg`',
    budget: 0.4,
    ours: (lab, turn) => ({ method: 'POST', path: '/api/v1/products/', body: newProduct(lab, turn) }),
    limit: (lab, turn) => ({ method: 'POST', path: '/create', body: newProduct(lab, turn) }),
  }),
  overHttp({
    name: 'update-rest',
    about: 'update with audit entry and event through REST, against the same',
    budget: 0.4,
    ours: (lab, turn) => ({
      method: 'PATCH',
      path: `/api/v1/products/${someProduct(lab, turn)}/`,
      body: `{"name":"Name ${turn}"}`,
    }),
    limit: (lab, turn) => ({
      method: 'PATCH',
      path: `/update/${someProduct(lab, turn)}`,
      body: `{"name":"Name ${turn}"}`,
    }),
  }),
]
