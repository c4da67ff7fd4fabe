import { canOn } from '../session/abilities.ts'
import type { SavedView } from './view-search.ts'

/** A locked view is its maker's, and whose role says more. */
export const mayChangeView = (view: SavedView, me: string): boolean =>
  canOn('change', view) && (!view.isLocked || view.createdBy === me || canOn('changeLocked', view))
