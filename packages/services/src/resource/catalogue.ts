import {
  AuditEntry,
  Invitation,
  Membership,
  membershipPatch,
  newInvitation,
  newMembership,
  newUser,
  Organization,
  OrganizationType,
  Product,
  Role,
  StoredFile,
  UnitOfMeasure,
  User,
  userPatch,
} from '@groundwork/domain'
import { createRole, removeRole, updateRole } from '../access/index.ts'
import { getAuditEntry, listAuditEntries } from '../audit/index.ts'
import { updateFile } from '../file/index.ts'
import { createUser, updateUser } from '../identity/index.ts'
import {
  createInvitation,
  createMembership,
  createOrganization,
  listMemberships,
  moveOrganization,
  removeMembership,
  removeOrganization,
  updateMembership,
  updateOrganization,
} from '../organization/index.ts'
import { treeOf } from './tree-verbs.ts'
import { plain } from './verbs.ts'

/** Every resource with its verbs: the one list that tRPC, REST and OpenAPI are made from. */
export const catalogue = {
  organizationType: plain(OrganizationType),
  organization: {
    ...plain(Organization),
    create: createOrganization,
    update: updateOrganization,
    remove: removeOrganization,
  },
  user: { ...plain(User), newSchema: newUser, patchSchema: userPatch, create: createUser, update: updateUser },
  role: { ...plain(Role), create: createRole, update: updateRole, remove: removeRole },
  membership: {
    ...plain(Membership),
    list: listMemberships,
    newSchema: newMembership,
    patchSchema: membershipPatch,
    create: createMembership,
    update: updateMembership,
    remove: removeMembership,
  },
  /** Without `update`: what is wrong is withdrawn, and made anew. */
  invitation: { ...plain(Invitation), newSchema: newInvitation, create: createInvitation },
  unitOfMeasure: plain(UnitOfMeasure),
  product: plain(Product),
  /** Read and nothing else: no door leads to the other verbs, and the engine refuses them. */
  auditEntry: { ...plain(AuditEntry), list: listAuditEntries, get: getAuditEntry },
  /** Without `create`: a file is made by uploading its bytes. */
  file: { ...plain(StoredFile), update: updateFile },
}

export const organizationTree = { ...treeOf(Organization), move: moveOrganization }
