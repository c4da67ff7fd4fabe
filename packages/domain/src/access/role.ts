import { z } from 'zod'
import { defineResource } from '../resource/define-resource.ts'
import { boolean, json, text } from '../resource/field.ts'
import { grantSchema } from './grant.ts'

/** A named set of grants. Seeded ones keep their slug; their grants may be edited like any other. */
export const Role = defineResource({
  name: 'role',
  plural: 'roles',
  label: 'role',
  table: 'role',
  scope: { kind: 'global' },
  fields: {
    slug: text({ max: 60, pattern: /^[a-z][a-z0-9-]*$/, write: 'create', filter: true, sort: true }),
    name: text({ max: 120, filter: true, sort: true, search: true }),
    description: text({ max: 2000, presence: 'defaulted', search: true }),
    grants: json(z.array(grantSchema).max(500), { presence: 'defaulted' }),
    isSeeded: boolean({ presence: 'defaulted', write: 'never', filter: true }),
  },
  uniques: [['slug']],
  defaultOrder: 'name',
  title: 'name',
})
