import { countOf } from '../ui/format.ts'

/** Names of fields and values that are not just their own spelling taken apart. */
const spelled: Readonly<Record<string, string>> = {
  sku: 'SKU',
  baseUom: 'Base unit',
  productType: 'Type',
  organizationType: 'Type',
  organizationTypeName: 'Type',
  organizationName: 'Organization',
  roleName: 'Role',
  username: 'User',
  isActive: 'Active',
  includesDescendants: 'Includes sub-organizations',
  createdAt: 'Created',
  updatedAt: 'Changed',
  customFields: 'Custom fields',
  PHYSICAL_GOOD: 'Physical good',
}

/** `effectiveDate` -> `Effective date`, `in_stock` -> `In stock`. */
export function spell(name: string): string {
  const known = spelled[name]
  if (known) return known
  const apart = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
  return apart.charAt(0).toUpperCase() + apart.slice(1)
}

export const words = {
  yes: 'Yes',
  no: 'No',
  search: (plural: string) => `Search ${plural}`,
  loading: (plural: string) => `Loading ${plural}`,
  newOne: (label: string) => `New ${label}`,
  editOne: (label: string) => `Edit ${label}`,
  create: 'Create',
  open: 'Open',
  emptyTitle: (plural: string) => `No ${plural} yet`,
  emptyHint: (label: string) => `Create the first ${label}, or choose another organization.`,
  emptyReadOnly: 'What others add appears here.',
  noMatchTitle: (plural: string) => `No ${plural} match`,
  noMatchHint: 'Try other words or fewer filters.',
  noViewTitle: (plural: string) => `You may not see ${plural} here`,
  noViewHint: 'Your role in this organization does not include them. An administrator can change that.',
  selected: (count: number) => countOf(count, 'selected', 'selected'),
  clearSelection: 'Clear selection',
  deleteThem: 'Delete',
  actionsFor: (name: string) => `Actions for ${name}`,
  deleted: (count: number, name: string, plural: string) =>
    count === 1 ? `“${name}” deleted` : `${count} ${plural} deleted`,
  restored: (count: number, name: string, plural: string) =>
    count === 1 ? `“${name}” restored` : `${count} ${plural} restored`,
  notDeleted: 'Could not be deleted; it is back in the list',
  notRestored: 'Could not be restored',
  customFields: 'Custom fields',
  addField: 'Add field',
  fieldName: 'Field',
  fieldValue: 'Value',
  removeField: (name: string) => `Remove ${name}`,
  noFields: 'None',
  required: 'required',
  fieldMissing: 'This field is required',
  choose: 'Choose',
  nothingFound: 'Nothing found',
  unsavedTitle: 'Discard your changes?',
  unsavedHint: 'What you entered is not saved yet.',
  keepEditing: 'Keep editing',
  discard: 'Discard',
  staleTitle: 'Somebody else changed this meanwhile',
  staleHint: 'Nothing was overwritten. These fields differ:',
  field: 'Field',
  yours: 'Yours',
  theirs: 'Theirs',
  takeTheirs: 'Take theirs',
  keepMine: 'Save mine over theirs',
} as const
