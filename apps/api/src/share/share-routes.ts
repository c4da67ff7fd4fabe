import { Folder, linkPatch, newLink, newShare, StoredFile, sharePatch, shareTerms } from '@groundwork/domain'
import {
  createLink,
  createShare,
  fileAccess,
  linkActivity,
  listLinks,
  listShares,
  removeShare,
  revokeLink,
  updateLink,
  updateShare,
} from '@groundwork/services'
import { z } from 'zod'
import { presentPage, presentPlain } from '../rest/present.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { idOf, readValues } from '../rest/resource-routes.ts'
import { created, noContent, ok, type PrivateRoute, type RestCall } from '../rest/route.ts'
import { namedId } from './share-address.ts'
import { accessAnswer, linkAnswer, linkUseAnswer, madeLinkAnswer, shareAnswer } from './share-answers.ts'

const linkTerms = z.strictObject(newLink.def.shape).omit({ file: true, folder: true })
/** The same for files and folders: what the address names is what is shared. */
const sharesOf = (kind: 'file' | 'folder', plural: string): readonly PrivateRoute[] => {
  const about = (call: RestCall) => ({ [kind]: namedId(call) })
  const route = { tag: 'shares', access: 'signed-in' } as const
  return [
    {
      ...route,
      method: 'GET',
      path: `/${plural}/{id}/shares`,
      summary: `List with whom a ${kind} is shared`,
      describe: { answer: shareAnswer, isList: 'whole' },
      run: async (call) => {
        refuseParameters(call.query)
        return ok(presentPage(await listShares(call.services, call.work, about(call))))
      },
    },
    {
      ...route,
      method: 'POST',
      path: `/${plural}/{id}/shares`,
      summary: `Share a ${kind} with a user or with all who hold a role`,
      describe: { body: shareTerms, answer: shareAnswer, status: 201 },
      run: async (call) => {
        const terms = newShare.parse({ ...readValues(shareTerms, call.body), ...about(call) })
        return created(presentPlain(await createShare(call.services, call.work, terms)))
      },
    },
    {
      ...route,
      method: 'PATCH',
      path: `/${plural}/{id}/shares/{share}`,
      summary: 'Change a share',
      describe: { body: sharePatch, answer: shareAnswer },
      run: async (call) => {
        const patch = { ...readValues(sharePatch, call.body), id: namedId(call, 'share'), of: about(call) }
        return ok(presentPlain(await updateShare(call.services, call.work, patch)))
      },
    },
    {
      ...route,
      method: 'DELETE',
      path: `/${plural}/{id}/shares/{share}`,
      summary: 'End a share',
      describe: { status: 204 },
      run: async (call) => {
        await removeShare(call.services, call.work, { id: namedId(call, 'share'), of: about(call) })
        return noContent
      },
    },
    {
      ...route,
      method: 'GET',
      path: `/${plural}/{id}/links`,
      summary: `List the public links to a ${kind}`,
      describe: { answer: linkAnswer, isList: 'whole' },
      run: async (call) => {
        refuseParameters(call.query)
        return ok(presentPage(await listLinks(call.services, call.work, about(call))))
      },
    },
    {
      ...route,
      method: 'POST',
      path: `/${plural}/{id}/links`,
      summary: `Make a public link to a ${kind}; its address is told this once`,
      describe: { body: linkTerms, answer: madeLinkAnswer, status: 201 },
      run: async (call) => {
        const terms = newLink.parse({ ...readValues(linkTerms, call.body), ...about(call) })
        return created(presentPlain(await createLink(call.services, call.work, terms)))
      },
    },
  ]
}

export const shareRoutes: readonly PrivateRoute[] = [
  ...sharesOf('file', StoredFile.plural),
  ...sharesOf('folder', Folder.plural),
  {
    method: 'PATCH',
    path: '/links/{id}',
    tag: 'shares',
    summary: 'Change the terms of a public link',
    describe: { body: linkPatch, answer: linkAnswer },
    access: 'signed-in',
    run: async (call) => {
      const patch = { ...readValues(linkPatch, call.body), id: namedId(call) }
      return ok(presentPlain(await updateLink(call.services, call.work, patch)))
    },
  },
  {
    method: 'DELETE',
    path: '/links/{id}',
    tag: 'shares',
    summary: 'End a public link at once and for good',
    describe: { status: 204 },
    access: 'signed-in',
    run: async (call) => {
      await revokeLink(call.services, call.work, namedId(call))
      return noContent
    },
  },
  {
    method: 'GET',
    path: '/links/{id}/activity',
    tag: 'shares',
    summary: 'List who used a public link, when, and from where',
    describe: { answer: linkUseAnswer, isList: 'whole' },
    access: 'signed-in',
    run: async (call) => ok(presentPage(await linkActivity(call.services, call.work, namedId(call)))),
  },
  {
    method: 'GET',
    path: '/files/{id}/access',
    tag: 'shares',
    summary: 'Tell who reaches a file, and why',
    describe: { answer: accessAnswer },
    access: 'signed-in',
    run: async ({ services, work, params }) => ok(presentPlain(await fileAccess(services, work, idOf(params)))),
  },
]
