import { outlines } from 'virtual:resource-outlines'
import type { DataJobRow } from '@groundwork/domain'

/** From a job to the steps it belongs to; undefined for one that no steps have led to, and for the steps of a session. */
export function importWay({ id, jobType, target, organization, importSession, inputFiles }: DataJobRow) {
  const plural = outlines.find(({ name, isImportable }) => name === target && isImportable)?.plural
  if (jobType !== 'import' || importSession || !inputFiles.main || plural === undefined) return undefined
  return { to: '/$plural/import', params: { plural }, search: { org: organization, job: id } } as const
}
