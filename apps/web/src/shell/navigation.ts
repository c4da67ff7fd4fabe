import { type Outline, outlines } from 'virtual:resource-outlines'
import type { ResourceName } from '@groundwork/domain'
import {
  type Icon,
  IconBooks,
  IconDatabase,
  IconLayoutDashboard,
  IconShieldLock,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react'
import { mayAskForJobs } from '../data-job/may-ask-for-jobs.ts'
import { type Abilities, governed } from '../session/abilities.ts'
import { iconOf } from './resource-icons.ts'
import { pluralTitle, shortTitle } from './resource-names.ts'
import { words } from './words.ts'

/** Somewhere to go: a path of the address, and what to show for it. */
export interface Destination {
  readonly path: `/${string}`
  readonly label: string
  readonly shortLabel: string
  readonly icon: Icon
  /** All the paths at which it is where one is. */
  readonly covers: readonly string[]
}

export interface DestinationGroup {
  readonly label: string
  readonly destinations: readonly Destination[]
}

/** Resources that are seen on a screen that is called otherwise, or on somebody else's. */
const elsewhere: Readonly<Partial<Record<ResourceName, `/${string}` | null>>> = {
  user: null,
  profile: null,
  invitation: null,
  folder: null,
  membership: '/members',
  auditEntry: '/audit',
}

/** The actions without which a screen is of no use; to view is enough for the others. */
const needed: Readonly<Partial<Record<ResourceName, string>>> = { role: 'change' }

type Entry = ResourceName | 'dashboard' | 'shared' | 'trash' | 'quarantine' | 'storage' | 'reference'

/** What stands together, in which order. What nobody has placed stands under `more`; reference data on its one page. */
const arrangement: readonly { readonly label: string; readonly entries: readonly Entry[] }[] = [
  { label: words.groups.overview, entries: ['dashboard'] },
  { label: words.groups.files, entries: ['file', 'shared', 'document', 'trash', 'quarantine'] },
  { label: words.groups.catalogue, entries: ['product', 'category'] },
  { label: words.groups.contacts, entries: ['contact'] },
  { label: words.groups.insurance, entries: ['client', 'policy', 'claim', 'importSession'] },
  { label: words.groups.places, entries: ['warehouse', 'stockLocation'] },
  { label: words.groups.organization, entries: ['organization', 'membership', 'role', 'dataJob', 'auditEntry'] },
  { label: words.groups.settings, entries: ['tag', 'customFieldDefinition', 'taxRate', 'storage', 'reference'] },
]

export const pathOf = ({ name, plural }: Outline): `/${string}` | null => {
  const other = elsewhere[name]
  return other === undefined ? `/${plural}` : other
}

/** The resource whose records are at `/<plural>`. */
export const outlineAt = (plural: string): Outline | undefined =>
  outlines.find((outline) => pathOf(outline) === `/${plural}`)

/** Reference data has no owner: it is everybody's, and stands on one page with a list of its kinds. */
export const isReference = ({ scope }: Outline): boolean => scope.kind === 'global'
export const referenceKinds: readonly Outline[] = outlines
  .filter(isReference)
  .toSorted((one, other) => pluralTitle(one).localeCompare(pluralTitle(other)))

/** The groups with what this person may see of them; empty groups are left out. */
export function navigationFor(abilities: Abilities): readonly DestinationGroup[] {
  const placed = new Set<string>(arrangement.flatMap(({ entries }) => entries))
  const others = outlines.filter((outline) => !placed.has(outline.name) && !isReference(outline) && pathOf(outline))
  const groups = [...arrangement, { label: words.groups.more, entries: others.map(({ name }) => name) }]
  return groups
    .map(({ label, entries }) => ({ label, destinations: entries.flatMap((entry) => destinationOf(entry, abilities)) }))
    .filter(({ destinations }) => destinations.length)
}

function destinationOf(entry: Entry, abilities: Abilities): readonly Destination[] {
  const { can } = abilities
  if (entry === 'reference') {
    const kinds = referenceKinds.filter((kind) => can('view', kind))
    const first = kinds.find(({ name }) => name === 'status') ?? kinds[0]
    return first
      ? [{ ...shown(first), ...words.reference, icon: IconBooks, covers: kinds.map(({ plural }) => `/${plural}`) }]
      : []
  }
  if (entry === 'dashboard') {
    const session = outlines.find(({ name }) => name === 'importSession')
    return session && can('view', session)
      ? [{ ...words.dashboardEntry, icon: IconLayoutDashboard, path: '/dashboard', covers: ['/dashboard'] }]
      : []
  }
  if (entry === 'storage') {
    const organization = outlines.find(({ name }) => name === 'organization')
    return organization && can('change', organization)
      ? [{ ...words.storageEntry, icon: IconDatabase, path: '/storage', covers: ['/storage'] }]
      : []
  }
  if (entry === 'shared')
    return abilities.isReceiver
      ? [{ ...words.sharedEntry, icon: IconUsersGroup, path: '/shared', covers: ['/shared'] }]
      : []
  if (entry === 'quarantine')
    return abilities.canWholly('quarantine', governed.file)
      ? [{ ...words.quarantineEntry, icon: IconShieldLock, path: '/quarantine', covers: ['/quarantine'] }]
      : []
  const outline = outlines.find(({ name }) => name === (entry === 'trash' ? 'file' : entry))
  if (!outline || !(entry === 'dataJob' ? mayAskForJobs(abilities) : can(needed[outline.name] ?? 'view', outline)))
    return []
  if (entry === 'trash')
    return [{ ...shown(outline), ...words.trashEntry, icon: IconTrash, path: '/trash', covers: ['/trash'] }]
  return [shown(outline)]
}

function shown(outline: Outline): Destination {
  const path = pathOf(outline) ?? '/'
  return {
    path,
    label: pluralTitle(outline),
    shortLabel: shortTitle(outline),
    icon: iconOf(outline.name),
    covers: [path],
  }
}
