import { describe, expect, it } from 'vitest'
import {
  filterBy,
  listed,
  make,
  manager,
  refusal,
  startMasterData,
  stranger,
  theirs,
  unknown,
  warehouse,
} from './support/master-data.ts'

startMasterData()

describe('warehouses and stock locations (seed 001)', () => {
  const vienna = {
    street_address_1: 'Am Hof 1',
    city: 'Wien',
    postal_code: '1010',
    country: 'at',
    custom_fields: { bellName: 7 },
  }

  it('have an address inside them, filtered and searched by it', async () => {
    const made = await warehouse('W-VIE', { address: vienna })
    expect(made.address).toEqual({
      ...vienna,
      street_address_2: '',
      state_province: '',
      country: 'AT',
      latitude: null,
      longitude: null,
    })
    expect(await listed('/warehouses/?address__country=AT', 'code')).toEqual(['W-VIE'])
    expect(await listed(`/warehouses/?${filterBy('address.street_address_1', 'icontains', 'am hof')}`, 'code')).toEqual(
      ['W-VIE'],
    )
    expect(await listed('/warehouses/?search=wien&is_active=true&warehouse_type=DISTRIBUTION_CENTER', 'code')).toEqual([
      'W-VIE',
    ])
  })

  it('name the place of what is wrong in an address', async () => {
    const wrong = (address: object) =>
      refusal(manager('POST', '/warehouses/', { name: 'W', code: 'W-X', warehouse_type: 'OTHER', address }))
    expect((await wrong({ ...vienna, country: 'XX' })).errors).toHaveProperty(['address.country'])
    expect((await wrong({ ...vienna, street: 'x' })).errors).toHaveProperty(['address.street'])
    expect((await wrong({ ...vienna, streetAddress1: 'x' })).errors).toHaveProperty(['address.street_address_1'])
    expect((await wrong({ ...vienna, latitude: 91 })).errors).toHaveProperty(['address.latitude'])
  })

  it('have a code that nobody else in the organization has', async () => {
    await warehouse('W-TWICE')
    expect(
      await refusal(manager('POST', '/warehouses/', { name: 'Again', code: 'W-TWICE', warehouse_type: 'OTHER' })),
    ).toMatchObject({ status: 409, errors: { code: ['Already exists'] } })
    expect(
      (await make('/warehouses/', { name: 'T', code: 'W-TWICE', warehouse_type: 'OTHER' }, stranger)).organization,
    ).toBe(theirs)
  })

  it('hold their locations in a tree that never leaves the warehouse', async () => {
    const [here, there] = [await warehouse('W-HERE'), await warehouse('W-THERE')]
    const location = (name: string, more: object) => make('/stock-locations/', { name, ...more })
    const aisle = await location('Aisle 1', { warehouse: here.id, location_type: 'AISLE', barcode: 'A1' })
    const bin = await location('Bin 1', { warehouse: here.id, parent: aisle.id, location_type: 'BIN' })
    expect(bin).toMatchObject({ warehouse_code: 'W-HERE', parent_name: 'Aisle 1', barcode: null })
    expect(await listed(`/stock-locations/?warehouse=${here.id}&location_type=BIN&parent=${aisle.id}`, 'name')).toEqual(
      ['Bin 1'],
    )
    for (const search of ['w-here', 'A1'])
      expect(await listed(`/stock-locations/?search=${search}`, 'name')).toContain('Aisle 1')

    const foreign = manager('POST', '/stock-locations/', { name: 'X', warehouse: there.id, parent: aisle.id })
    expect(await refusal(foreign)).toMatchObject({
      status: 400,
      reason: 'foreign_parent',
      errors: { parent: [expect.any(String)] },
    })
    const twin = manager('POST', '/stock-locations/', { name: 'Bin 1', warehouse: here.id, parent: aisle.id })
    expect(await refusal(twin)).toMatchObject({ status: 409, errors: { name: ['Already exists'] } })
    const samePrint = manager('POST', '/stock-locations/', { name: 'Aisle 2', warehouse: here.id, barcode: 'A1' })
    expect(await refusal(samePrint)).toMatchObject({ status: 409, errors: { barcode: ['Already exists'] } })
    await location('Aisle 1', { warehouse: there.id, barcode: 'A1' })

    const { body } = await manager('GET', `/stock-locations/tree/${here.id}/`)
    expect(body).toMatchObject([{ name: 'Aisle 1', children: [{ name: 'Bin 1', children: [] }] }])
    expect((await manager('DELETE', `/stock-locations/${aisle.id}/`)).status).toBe(204)
    expect((await manager('GET', `/stock-locations/${bin.id}/`)).status).toBe(404)
  })

  it('do not exist for a location that somebody makes in another organization’s warehouse', async () => {
    const foreign = await make('/warehouses/', { name: 'F', code: 'W-F', warehouse_type: 'OTHER' }, stranger)
    for (const id of [foreign.id, unknown]) {
      expect(await refusal(manager('POST', '/stock-locations/', { name: 'X', warehouse: id }))).toMatchObject({
        status: 400,
        errors: { warehouse: ['Does not exist'] },
      })
    }
  })
})
