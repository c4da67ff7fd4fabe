import { Category, Currency, TaxRate } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { choicesWithin } from './choices-within.ts'

describe('what a reference may point to', () => {
  it('is active, of the right type and of the same organization', () => {
    expect(choicesWithin(Category, { where: { categoryType: 'PRODUCT' }, organization: 'o' })).toEqual({
      filter: {
        and: [
          { field: 'categoryType', op: 'eq', value: 'PRODUCT' },
          { field: 'isActive', op: 'eq', value: true },
        ],
      },
      organizations: ['o'],
    })
  })

  it('is not narrowed to an organization where rows are everybody’s', () => {
    expect(choicesWithin(Currency, { organization: 'o' })).not.toHaveProperty('organizations')
    expect(choicesWithin(TaxRate, { organization: 'o' })).not.toHaveProperty('organizations')
  })
})
