import type { Outline } from 'virtual:resource-outlines'
import type { ResourceName } from '@groundwork/domain'
import type { ComponentType } from 'react'

/** Told which kind of record it is to show; a screen of one kind need not listen. */
type RecordScreen = ComponentType<{ readonly outline: Outline }>

/** Where the screen drawn from the definition alone is not the best there can be. */
const ownScreens: Readonly<Partial<Record<ResourceName, () => Promise<RecordScreen>>>> = {
  organization: async () => (await import('../organization/organization-screen.tsx')).OrganizationScreen,
  product: async () => (await import('../catalog/product-screen.tsx')).ProductScreen,
  category: async () => (await import('../catalog/category-screen.tsx')).CategoryScreen,
  contact: async () => (await import('../contact/contact-screen.tsx')).ContactScreen,
  warehouse: async () => (await import('../inventory/warehouse-screen.tsx')).WarehouseScreen,
  stockLocation: async () => (await import('../inventory/stock-location-screen.tsx')).StockLocationScreen,
  client: async () => (await import('../insurance/client-screen.tsx')).ClientScreen,
  policy: async () => (await import('../insurance/policy-screen.tsx')).PolicyScreen,
  claim: async () => (await import('../insurance/claim-screen.tsx')).ClaimScreen,
  importSession: async () => (await import('../import-session/session-screen.tsx')).ImportSessionScreen,
  document: async () => (await import('../document/document-screen.tsx')).DocumentScreen,
  tag: async () => (await import('../tag/tag-screen.tsx')).TagScreen,
  customFieldDefinition: async () =>
    (await import('../custom-field-definition/custom-field-definition-screen.tsx')).CustomFieldDefinitionScreen,
  taxRate: async () => (await import('../tax/tax-rate-screen.tsx')).TaxRateScreen,
  unitOfMeasure: async () => (await import('../unit/unit-screen.tsx')).UnitScreen,
  status: async () => (await import('../reference/status-screen.tsx')).StatusScreen,
}

/** The screen for a kind of record: its own one, else a tree or a list drawn from the definition. */
export async function recordScreenOf({ name, isTree }: Outline): Promise<RecordScreen> {
  const own = ownScreens[name]
  if (own) return own()
  if (isTree) return (await import('../tree/plain-tree-screen.tsx')).PlainTreeScreen
  return (await import('./plain-record-screen.tsx')).PlainRecordScreen
}
