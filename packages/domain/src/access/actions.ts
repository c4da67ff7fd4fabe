import type { Resource } from '../resource/define-resource.ts'
import type { Action } from './principal.ts'

type Subject = Pick<Resource, 'softDelete' | 'tree'> & {
  readonly appendOnly?: boolean | undefined
  readonly actions?: readonly Action[] | undefined
}

/** Every action that a grant on this resource may name, besides `*`. */
export const actionsOf = (resource: Subject): readonly Action[] =>
  resource.appendOnly
    ? ['view', 'export', ...ownActionsOf(resource)]
    : ['view', 'add', ...rowActionsOf(resource), 'export', 'import']

/** Those that concern one row that is there: what a row's `abilities` are made of, in this order. */
export const rowActionsOf = (resource: Subject): readonly Action[] =>
  resource.appendOnly
    ? ownActionsOf(resource)
    : [
        'change',
        'delete',
        ...(resource.softDelete ? ['restore'] : []),
        ...(resource.tree ? ['move'] : []),
        ...ownActionsOf(resource),
      ]

const ownActionsOf = ({ actions = [] }: Subject): readonly Action[] => actions
