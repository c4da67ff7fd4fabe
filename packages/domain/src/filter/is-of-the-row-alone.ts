import type { Resource } from '../resource/define-resource.ts'
import { conditionsOf, type Filter } from './filter.ts'
import { fieldAt } from './filter-fields.ts'

/** Rules that hop to other rows, or up a tree, are the database's to judge; the others are held against a row in memory. */
export const isOfTheRowAlone = (rule: Filter, resource: Resource): boolean =>
  conditionsOf(rule).every(({ field, op }) => op !== 'descendantof' && !fieldAt(resource, field)?.through)
