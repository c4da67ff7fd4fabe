export { type AccessQuery, explain, type NamedExplanation } from './explain.ts'
export { createRole, removeRole, updateRole } from './roles.ts'
export { type ViewAs, viewAs } from './view-as.ts'
