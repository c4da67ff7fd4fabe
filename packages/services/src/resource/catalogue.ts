import {
  type Defined,
  membershipPatch,
  newDataJob,
  newInvitation,
  newMembership,
  newStoredFilter,
  newUser,
  type ResourceName,
  type ResourceSpec,
  resources,
  storedFilterPatch,
  userPatch,
} from '@groundwork/domain'
import { createRole, removeRole, updateRole } from '../access/index.ts'
import { getAuditEntry, listAuditEntries } from '../audit/index.ts'
import { createCustomField, removeCustomField, updateCustomField } from '../custom-field/index.ts'
import { createDataJob, getDataJob, listDataJobs } from '../data-job/index.ts'
import { createDocument, restoreDocument, updateDocument } from '../document/index.ts'
import { getFile, listFiles, removeFile, restoreFile, restoreFolder, updateFile } from '../file/index.ts'
import { createUser, updateUser } from '../identity/index.ts'
import { createImportSession } from '../import-session/index.ts'
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
import { createStoredFilter, removeStoredFilter, restoreStoredFilter, updateStoredFilter } from '../saved-view/index.ts'
import { removeTag, updateTag } from '../tag/index.ts'
import { type TreeVerbs, treeOf } from './tree-verbs.ts'
import { plain, type Verbs } from './verbs.ts'

type SpecOf<Name extends ResourceName> = (typeof resources)[Name] extends Defined<infer S> ? S : never

/** The resources whose rows hang below each other. */
export type TreeName = {
  [Name in ResourceName]: SpecOf<Name>['tree'] extends true | object ? Name : never
}[ResourceName]

type Plain = { readonly [Name in ResourceName]: Verbs<SpecOf<Name>> }
type Trees = { readonly [Name in TreeName]: TreeVerbs<SpecOf<Name>> }

const everyResource = Object.entries(resources) as unknown as [ResourceName, Defined<ResourceSpec>][]

/** A resource in the registry has these without a line here. */
const ordinary = Object.fromEntries(
  everyResource.map(([name, resource]) => [name, plain(resource)]),
) as unknown as Plain
const ordinaryTrees = Object.fromEntries(
  everyResource.filter(([, { tree }]) => tree).map(([name, resource]) => [name, treeOf(resource)]),
) as unknown as Trees

/** Every resource with its verbs: what tRPC, REST and OpenAPI are made from. Here stand those that have a story of their own. */
export const catalogue = {
  ...ordinary,
  organization: {
    ...ordinary.organization,
    create: createOrganization,
    update: updateOrganization,
    remove: removeOrganization,
  },
  user: { ...ordinary.user, newSchema: newUser, patchSchema: userPatch, create: createUser, update: updateUser },
  role: { ...ordinary.role, create: createRole, update: updateRole, remove: removeRole },
  membership: {
    ...ordinary.membership,
    list: listMemberships,
    newSchema: newMembership,
    patchSchema: membershipPatch,
    create: createMembership,
    update: updateMembership,
    remove: removeMembership,
  },
  /** Without `update`: what is wrong is withdrawn, and made anew. */
  invitation: { ...ordinary.invitation, newSchema: newInvitation, create: createInvitation },
  /** Read and nothing else: no door leads to the other verbs, and the engine refuses them. */
  auditEntry: { ...ordinary.auditEntry, list: listAuditEntries, get: getAuditEntry },
  document: { ...ordinary.document, create: createDocument, update: updateDocument, restore: restoreDocument },
  tag: { ...ordinary.tag, update: updateTag, remove: removeTag },
  customFieldDefinition: {
    ...ordinary.customFieldDefinition,
    create: createCustomField,
    update: updateCustomField,
    remove: removeCustomField,
  },
  storedFilter: {
    ...ordinary.storedFilter,
    newSchema: newStoredFilter,
    patchSchema: storedFilterPatch,
    create: createStoredFilter,
    update: updateStoredFilter,
    remove: removeStoredFilter,
    restore: restoreStoredFilter,
  },
  /** Made with its files and its first job. */
  importSession: { ...ordinary.importSession, create: createImportSession },
  /** Asked for and read; all else is the system's. */
  dataJob: { ...ordinary.dataJob, newSchema: newDataJob, create: createDataJob, get: getDataJob, list: listDataJobs },
  /** Without `create`: a file is made by uploading its bytes. */
  file: {
    ...ordinary.file,
    get: getFile,
    list: listFiles,
    remove: removeFile,
    update: updateFile,
    restore: restoreFile,
  },
  folder: { ...ordinary.folder, restore: restoreFolder },
}

/** Every tree with what can be done with it besides. */
export const trees = {
  ...ordinaryTrees,
  organization: { ...ordinaryTrees.organization, move: moveOrganization },
}
