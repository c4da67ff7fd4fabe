import { defineResource } from '../resource/define-resource.ts'
import { reference, text } from '../resource/field.ts'

/** A place for files, in a tree. Deleting it puts all that is in it into the trash with it. */
export const Folder = defineResource({
  name: 'folder',
  plural: 'folders',
  label: 'folder',
  table: 'folder',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    name: text({ max: 255, filter: true, sort: true, search: true }),
    /** Changed by `move` alone, which guards the tree. */
    parent: reference('folder', { presence: 'nullable', write: 'create', filter: true, onDelete: 'cascade' }),
  },
  uniques: [['organization', 'parent', 'name']],
  tree: true,
  softDelete: true,
  restoresWhole: true,
  tagged: true,
  customFields: true,
  actions: ['share'],
  lookups: { parentName: 'parent.name', organizationName: 'organization.name' },
  defaultOrder: 'name',
  title: 'name',
})
