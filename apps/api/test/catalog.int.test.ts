import { describe, expect, it } from 'vitest'
import {
  api,
  category,
  listed,
  make,
  manager,
  product,
  refusal,
  startMasterData,
  stranger,
  theirs,
  unknown,
} from './support/master-data.ts'

startMasterData()

describe('products (seed 001)', () => {
  it('are listed by category, status, type and tags, and searched by SKU, name and description', async () => {
    const tools = await category('Tools')
    const hammer = await product('P-HAMMER', {
      category: tools.id,
      status: 'active',
      tags: ['steel'],
      description: 'Drives nails',
    })
    await product('P-ADVICE', { product_type: 'SERVICE', status: 'inactive' })
    for (const query of [
      `category=${tools.id}`,
      'category__slug=tools',
      'status=active',
      'tags=steel',
      'search=NAILS',
    ]) {
      expect(await listed(`/products/?${query}`, 'sku'), query).toEqual(['P-HAMMER'])
    }
    expect(await listed('/products/?search=p-ad&product_type=SERVICE', 'sku')).toEqual(['P-ADVICE'])
    expect(hammer).toMatchObject({ category_name: 'Tools', organization_name: 'Ours' })
  })

  it('belong to a category of products, with a status and a unit that there are', async () => {
    const papers = await category('Papers', { category_type: 'DOCUMENT_TYPE' })
    const wrong = (values: object) =>
      refusal(manager('POST', '/products/', { sku: 'P-WRONG', name: 'W', product_type: 'SERVICE', ...values }))
    expect(await wrong({ category: papers.id })).toMatchObject({
      status: 400,
      reason: 'unsuitable_reference',
      errors: { category: [expect.stringContaining('PRODUCT')] },
    })
    expect(await wrong({ category: unknown })).toMatchObject({ status: 400, errors: { category: ['Does not exist'] } })
    expect(await wrong({ status: 'no-such-status' })).toMatchObject({
      status: 400,
      errors: { status: ['Does not exist'] },
    })
    expect(await wrong({ base_uom: 'PARSEC' })).toMatchObject({ status: 400, errors: { base_uom: ['Does not exist'] } })
  })

  it('refuse a status that is not active any more, with the reason, and keep the one they have', async () => {
    const { body: status } = await api.admin('POST', '/statuses/', { slug: 'phasing-out', name: 'Phasing out' })
    const { id } = await product('P-OLD', { status: status.slug })
    await api.admin('PATCH', '/statuses/phasing-out/', { is_active: false })
    expect((await manager('PATCH', `/products/${id}/`, { name: 'Still old', status: 'phasing-out' })).status).toBe(200)
    const { id: other } = await product('P-NEW')
    expect(await refusal(manager('PATCH', `/products/${other}/`, { status: 'phasing-out' }))).toMatchObject({
      status: 400,
      reason: 'inactive_reference',
      errors: { status: [expect.any(String)] },
    })
  })

  it('refuse a status that was deleted, which is not possible while one has it', async () => {
    await api.admin('POST', '/statuses/', { slug: 'short-lived', name: 'Short-lived' })
    const { id } = await product('P-SHORT', { status: 'short-lived' })
    const inUse = await api.admin('DELETE', '/statuses/short-lived/')
    expect([inUse.status, inUse.body.reason]).toEqual([409, 'in_use'])
    expect(inUse.body.details.used_by).toEqual([
      { resource: 'product', label: 'product', count: 1, rows: [{ id, title: 'Product P-SHORT' }] },
    ])
    await manager('PATCH', `/products/${id}/`, { status: 'active' })
    expect((await api.admin('DELETE', '/statuses/short-lived/')).status).toBe(204)
    expect(await refusal(manager('PATCH', `/products/${id}/`, { status: 'short-lived' }))).toMatchObject({
      status: 400,
      errors: { status: ['Does not exist'] },
    })
  })

  it('keep attributes and custom fields as they are written', async () => {
    const { id } = await product('P-ATTR', { attributes: { 'Shoe Size': 43, aB: { cD: 1 } } })
    const { body } = await manager('GET', `/products/${id}/`)
    expect(body.attributes).toEqual({ 'Shoe Size': 43, aB: { cD: 1 } })
    expect(await refusal(manager('PATCH', `/products/${id}/`, { attributes: [] }))).toMatchObject({
      status: 400,
      errors: { attributes: ['Must be an object'] },
    })
  })
})

describe('categories (seed 001)', () => {
  it('are read, changed and deleted by their slug, which is made from the name', async () => {
    const made = await category('Hand Tools & More')
    expect(made.slug).toBe('hand-tools-and-more')
    expect(await category('Hand tools: & more', { parent: made.id })).toMatchObject({ slug: 'hand-tools-and-more-2' })
    expect((await manager('GET', '/categories/hand-tools-and-more/')).body.id).toBe(made.id)
    expect((await manager('PATCH', '/categories/hand-tools-and-more-2/', { description: 'x' })).status).toBe(200)
    expect((await manager('DELETE', '/categories/hand-tools-and-more-2/')).status).toBe(204)
    for (const slug of ['hand-tools-and-more-2', 'no-such', 'No Such', '%00']) {
      expect((await manager('GET', `/categories/${slug}/`)).status, slug).toBe(404)
    }
    expect((await stranger('GET', '/categories/hand-tools-and-more/')).status).toBe(404)
  })

  it('of the same slug in two organizations are told apart by the organization', async () => {
    await category('Twins')
    await make('/categories/', { name: 'Twins', category_type: 'OTHER', organization: theirs }, api.admin)
    expect(await refusal(api.admin('GET', '/categories/twins/'))).toMatchObject({
      status: 400,
      errors: { organization: [expect.any(String)] },
    })
    const one = await api.admin('GET', `/categories/twins/?organization=${theirs}`)
    expect(one.body).toMatchObject({ slug: 'twins', organization: theirs })
  })

  it('are filtered by type and parent, searched, and shown as a tree of their type', async () => {
    const top = await category('Garden', { category_type: 'ASSET_TYPE' })
    const spades = await category('Spades', { category_type: 'ASSET_TYPE', parent: top.id, description: 'For digging' })
    await category('Rakes', { category_type: 'ASSET_TYPE', parent: top.id })
    await category('Long rakes', {
      category_type: 'ASSET_TYPE',
      parent: (await manager('GET', '/categories/rakes/')).body.id,
    })
    expect(await listed('/categories/?category_type=ASSET_TYPE&parent=null', 'name')).toEqual(['Garden'])
    expect(await listed('/categories/?parent__slug=garden&ordering=-name', 'name')).toEqual(['Spades', 'Rakes'])
    expect(await listed('/categories/?search=digging', 'name')).toEqual(['Spades'])
    expect(spades).toMatchObject({ parent_name: 'Garden', parent_slug: 'garden' })

    const { body } = await manager('GET', '/categories/tree/ASSET_TYPE/')
    const names = (nodes: readonly { name: string; children: [] }[]): unknown =>
      nodes.map(({ name, children }) => (children.length ? [name, names(children)] : name))
    expect(names(body)).toEqual([['Garden', [['Rakes', ['Long rakes']], 'Spades']]])
    expect((await stranger('GET', '/categories/tree/ASSET_TYPE/')).body).toEqual([])
    expect(await refusal(manager('GET', '/categories/tree/NO_TYPE/'))).toMatchObject({ status: 400 })
    const below = await manager('GET', '/categories/garden/descendants/')
    expect(below.body.map(({ name }: { name: string }) => name)).toEqual(['Rakes', 'Spades', 'Long rakes'])
  })

  it('stay within their type, and out of circles', async () => {
    const top = await category('Circle')
    const leaf = await category('Leaf', { parent: top.id })
    const other = await category('Other type', { category_type: 'OTHER' })
    expect(await refusal(manager('POST', `/categories/${top.id}/move/`, { parent: leaf.id }))).toMatchObject({
      status: 409,
      reason: 'cycle',
    })
    for (const attempt of [
      manager('POST', `/categories/${leaf.id}/move/`, { parent: other.id }),
      manager('POST', '/categories/', { name: 'X', category_type: 'PRODUCT', parent: other.id }),
    ]) {
      expect(await refusal(attempt)).toMatchObject({
        status: 400,
        reason: 'foreign_parent',
        errors: { parent: [expect.any(String)] },
      })
    }
    const moved = await manager('POST', `/categories/${leaf.id}/move/`, { parent: null })
    expect(moved.body).toMatchObject({ id: leaf.id, parent: null })
  })

  it('take what is below along when they are deleted, but not what is used', async () => {
    const top = await category('Doomed')
    const leaf = await category('Doomed leaf', { parent: top.id })
    const { id } = await product('P-DOOMED', { category: leaf.id })
    expect(await refusal(manager('DELETE', `/categories/${top.id}/`))).toMatchObject({ status: 409, reason: 'in_use' })
    await manager('PATCH', `/products/${id}/`, { category: null })
    expect((await manager('DELETE', `/categories/${top.id}/`)).status).toBe(204)
    expect((await manager('GET', `/categories/${leaf.id}/`)).status).toBe(404)
  })
})
