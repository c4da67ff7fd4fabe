import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createClient, type GroundworkClient } from '@groundwork/client'
import { seedMasterData } from './seed-master-data.ts'

const samples = fileURLToPath(new URL('../../../../samples/', import.meta.url))
export const samplePath = (name: string): string => `${samples}${name}`

/** Which sample, under which name, with which tags. */
const uploads: readonly (readonly [sample: string, name: string, ...tags: string[]])[] = [
  ['harbour-at-dusk.jpg', 'Harbour at dusk.jpg', 'photo', 'harbour'],
  ['lighthouse.jpg', 'Lighthouse, north pier.jpg', 'photo', 'harbour', 'survey'],
  ['dunes.webp', 'Dunes after the storm.webp', 'photo', 'survey'],
  ['night-sky.png', 'Night sky over berth 4.png', 'photo'],
  ['floor-plan.svg', 'Warehouse 2 floor plan.svg', 'plan'],
  ['offer.pdf', 'Offer 2026-118 quay lighting.pdf', 'offer', 'quay'],
  ['offer.pdf', 'Offer 2026-131 crane service.pdf', 'offer'],
  ['letter.docx', 'Letter to the port authority.docx', 'draft'],
  ['price-list.xlsx', 'Price list spring.xlsx', 'prices'],
  ['products.csv', 'Products for import.csv', 'import'],
  ['packing-list.txt', 'Packing list 7.txt', 'shipping'],
  ['packing-list.txt', 'Packing list 12.txt', 'shipping'],
  ['meeting-notes.md', 'Meeting notes week 47.md', 'notes'],
  ['chime.wav', 'Gate chime.wav', 'audio'],
  ['not-really.jpg', 'Scan 0042.jpg'],
]

const products = [
  ['QL-2040', 'Quay lamp 2040 lm', 'active', 'PHYSICAL_GOOD', 'lighting'],
  ['QL-4100', 'Quay lamp 4100 lm', 'active', 'PHYSICAL_GOOD', 'lighting'],
  ['BLD-16', 'Mooring bollard 16 t', 'active', 'PHYSICAL_GOOD', 'mooring'],
  ['BLD-30', 'Mooring bollard 30 t', 'draft', 'PHYSICAL_GOOD', 'mooring'],
  ['FND-800', 'Cone fender 800 mm', 'active', 'PHYSICAL_GOOD', 'mooring'],
  ['ROPE-24', 'Polyester rope 24 mm', 'active', 'PHYSICAL_GOOD', 'mooring'],
  ['SRV-CRANE', 'Crane inspection, yearly', 'active', 'SERVICE', 'service'],
  ['SRV-DIVE', 'Underwater survey', 'active', 'SERVICE', 'service'],
  ['MAP-2026', 'Harbour chart 2026 (digital)', 'draft', 'DIGITAL', 'charts'],
  ['MAP-2023', 'Harbour chart 2023 (digital)', 'discontinued', 'DIGITAL', 'charts'],
  ['BUOY-R', 'Channel buoy, red', 'active', 'PHYSICAL_GOOD', 'channel'],
  ['BUOY-G', 'Channel buoy, green', 'active', 'PHYSICAL_GOOD', 'channel'],
] as const

export interface Seeded {
  readonly gw: GroundworkClient
  readonly harbour: string
  readonly logistics: string
  readonly member: { readonly username: string; readonly password: string }
}

/** Fills a fresh installation with what a small harbour company would have in it. */
export async function seed(url: string, password: string): Promise<Seeded> {
  const gw = createClient({ url })
  await gw.signIn('admin', password)
  const organization = (name: string, code: string, organizationType: string, parent?: string) =>
    gw.organization.create({ values: { name, code, organizationType, ...(parent && { parent }) } })
  const [type] = (await gw.organizationType.list({ limit: 1 })).rows
  const kind = type?.name ?? ''
  const group = await organization('Meridian Group', 'MER', kind)
  const harbour = await organization('Meridian Harbour', 'MER-H', kind, group.id)
  const logistics = await organization('Meridian Logistics', 'MER-L', kind, group.id)
  await organization('Depot 2', 'MER-L2', kind, logistics.id)
  await organization('Depot 10', 'MER-L10', kind, logistics.id)
  await organization('Survey team', 'MER-HS', kind, harbour.id)

  const member = await addPerson(gw, harbour.id, 'member', ['ada', 'Ada', 'Lindqvist'])
  await addPerson(gw, harbour.id, 'viewer', ['jonas', 'Jonas', 'Okafor'])
  for (const [sku, name, status, productType, tag] of products) {
    await gw.product.create({ values: { organization: harbour.id, sku, name, status, productType, tags: [tag] } })
  }
  for (const [sample, name, ...tags] of uploads) {
    const bytes = await readFile(samplePath(sample))
    // One of them is no picture at all, and is refused: that is part of the picture.
    await gw.uploadFile({ name, bytes }, { organization: harbour.id, tags }).catch(() => undefined)
  }
  await gw.folder.ensure({ organization: harbour.id, parent: null, paths: ['Contracts/2026', 'Tide tables'] })
  await seedMasterData(gw, harbour.id)
  return { gw, harbour: harbour.id, logistics: logistics.id, member }
}

/** Somebody with one membership. */
export async function addPerson(
  gw: GroundworkClient,
  organization: string,
  role: string,
  [username, firstName, lastName]: [string, string, string],
) {
  const password = `${username}-keeps-the-harbour-lit`
  const user = await gw.user.create({
    values: { username, firstName, lastName, email: `${username}@meridian.example`, password },
  })
  const found = (await gw.role.list({ filter: { field: 'slug', op: 'eq', value: role } })).rows[0]
  if (!found) throw new Error(`There is no role ${role}`)
  await gw.membership.create({ values: { user: user.id, organization, role: found.id } })
  return { username, password }
}
