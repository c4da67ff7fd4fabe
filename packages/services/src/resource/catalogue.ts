import {
  Membership,
  membershipPatch,
  newMembership,
  newUser,
  Organization,
  OrganizationType,
  Product,
  Role,
  StoredFile,
  UnitOfMeasure,
  User,
} from '@groundwork/domain'
import { updateFile } from '../file/index.ts'
import { createUser, updateUser } from '../identity/index.ts'
import {
  createMembership,
  createOrganization,
  moveOrganization,
  removeMembership,
  removeOrganization,
  updateMembership,
} from '../organization/index.ts'
import { treeOf } from './tree-verbs.ts'
import { plain } from './verbs.ts'

/** Every resource with its verbs: the one list that tRPC, REST and OpenAPI are made from. */
export const catalogue = {
  organizationType: plain(OrganizationType),
  organization: { ...plain(Organization), create: createOrganization, remove: removeOrganization },
  user: { ...plain(User), newSchema: newUser, create: createUser, update: updateUser },
  role: plain(Role),
  membership: {
    ...plain(Membership),
    newSchema: newMembership,
    patchSchema: membershipPatch,
    create: createMembership,
    update: updateMembership,
    remove: removeMembership,
  },
  unitOfMeasure: plain(UnitOfMeasure),
  product: plain(Product),
  /** Without `create`: a file is made by uploading its bytes. */
  file: { ...plain(StoredFile), update: updateFile },
}

export const organizationTree = { ...treeOf(Organization), move: moveOrganization }
