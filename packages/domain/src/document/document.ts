import { defineResource } from '../resource/define-resource.ts'
import { integer, reference, status, text } from '../resource/field.ts'

/** A document as people know it: a title, a type, a state, and a file (seed 001, Document System). */
export const Document = defineResource({
  name: 'document',
  plural: 'documents',
  label: 'document',
  table: 'document',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    title: text({ max: 255, filter: true, sort: true, search: true }),
    documentType: reference('category', {
      presence: 'nullable',
      filter: true,
      where: { categoryType: 'DOCUMENT_TYPE' },
    }),
    status: status(null, { presence: 'defaulted', filter: true, sort: true }),
    file: reference('file', { write: 'create', filter: true }),
    /** Which edition it is. `version` is what every row has, to notice that somebody else changed it. */
    versionNumber: integer({ presence: 'defaulted', write: 'never', min: 1, filter: true, sort: true }),
    /** The edition before this one. */
    previousVersion: reference('document', { presence: 'nullable', write: 'never', filter: true, onDelete: 'clear' }),
    description: text({ max: 10_000, presence: 'defaulted', search: true }),
    /** The kind of row it is attached to, and which one: `product` and its id. */
    entityType: text({ max: 50, presence: 'nullable', filter: true }),
    entityId: text({ max: 100, presence: 'nullable', filter: true }),
  },
  /** Editions are a chain that never forks. */
  uniques: [['organization', 'previousVersion']],
  rules: [
    {
      field: 'entityId',
      message: 'A kind and an id belong together',
      isBroken: ({ entityType, entityId }) => (entityType === null) !== (entityId === null),
    },
  ],
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: {
    documentTypeName: 'documentType.name',
    documentTypeSlug: 'documentType.slug',
    fileName: 'file.originalFilename',
    fileMimeType: 'file.mimeType',
    fileStatus: 'file.status',
    organizationName: 'organization.name',
  },
  findable: ['fileName'],
  defaultOrder: '-createdAt',
  title: 'title',
})
