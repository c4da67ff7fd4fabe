export { applyStoredFilter } from './apply-stored-filter.ts'
export {
  clearDefaultView,
  type DefaultChange,
  type DefaultViews,
  readDefaultViews,
  setDefaultView,
} from './default-views.ts'
export { createStoredFilter, removeStoredFilter, restoreStoredFilter, updateStoredFilter } from './stored-filters.ts'
