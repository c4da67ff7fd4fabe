import {
  type Icon,
  IconBox,
  IconFolder,
  IconHierarchy3,
  IconHistory,
  IconShield,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react'
import { type Abilities, governed } from '../session/abilities.ts'
import { words } from './words.ts'

export interface Module {
  readonly to: '/files' | '/trash' | '/products' | '/organizations' | '/members' | '/roles' | '/audit'
  readonly label: string
  /** Where there is room for one short word only. */
  readonly shortLabel?: string
  readonly icon: Icon
  /** Shown to those who may view this, or do what `action` says. */
  readonly resource: (typeof governed)[keyof typeof governed]
  readonly action?: string
}

const modules: readonly Module[] = [
  { to: '/files', label: words.files, icon: IconFolder, resource: governed.file },
  { to: '/products', label: words.products, icon: IconBox, resource: governed.product },
  {
    to: '/organizations',
    label: words.organizations,
    shortLabel: words.organizationsShort,
    icon: IconHierarchy3,
    resource: governed.organization,
  },
  { to: '/members', label: words.members, icon: IconUsers, resource: governed.membership },
  { to: '/roles', label: words.roles, icon: IconShield, resource: governed.role, action: 'change' },
  { to: '/audit', label: words.audit, shortLabel: words.auditShort, icon: IconHistory, resource: governed.auditEntry },
  { to: '/trash', label: words.trash, icon: IconTrash, resource: governed.file },
]

export const modulesFor = ({ can }: Abilities): readonly Module[] =>
  modules.filter(({ resource, action = 'view' }) => can(action, resource))
