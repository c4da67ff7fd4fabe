import type { Outline } from 'virtual:resource-outlines'
import type { ResourceName } from '@groundwork/domain'
import type { LazyPart } from '../ui/lazy-part.tsx'
import { lazyScreen } from '../ui/lazy-screen.tsx'

/** Told which kind of record it is to show; a screen of one kind need not listen. */
type RecordScreen = LazyPart<{ readonly outline: Outline }>

/** Where the screen drawn from the definition alone is not the best there can be. */
const ownScreens: Readonly<Partial<Record<ResourceName, RecordScreen>>> = {
  organization: lazyScreen(() =>
    import('../organization/organization-screen.tsx').then((part) => part.OrganizationScreen),
  ),
  product: lazyScreen(() => import('../catalog/product-screen.tsx').then((part) => part.ProductScreen)),
  category: lazyScreen(() => import('../catalog/category-screen.tsx').then((part) => part.CategoryScreen)),
  contact: lazyScreen(() => import('../contact/contact-screen.tsx').then((part) => part.ContactScreen)),
  warehouse: lazyScreen(() => import('../inventory/warehouse-screen.tsx').then((part) => part.WarehouseScreen)),
  stockLocation: lazyScreen(() =>
    import('../inventory/stock-location-screen.tsx').then((part) => part.StockLocationScreen),
  ),
  client: lazyScreen(() => import('../insurance/client-screen.tsx').then((part) => part.ClientScreen)),
  policy: lazyScreen(() => import('../insurance/policy-screen.tsx').then((part) => part.PolicyScreen)),
  claim: lazyScreen(() => import('../insurance/claim-screen.tsx').then((part) => part.ClaimScreen)),
  importSession: lazyScreen(() =>
    import('../import-session/session-screen.tsx').then((part) => part.ImportSessionScreen),
  ),
  document: lazyScreen(() => import('../document/document-screen.tsx').then((part) => part.DocumentScreen)),
  tag: lazyScreen(() => import('../tag/tag-screen.tsx').then((part) => part.TagScreen)),
  customFieldDefinition: lazyScreen(() =>
    import('../custom-field-definition/custom-field-definition-screen.tsx').then(
      (part) => part.CustomFieldDefinitionScreen,
    ),
  ),
  taxRate: lazyScreen(() => import('../tax/tax-rate-screen.tsx').then((part) => part.TaxRateScreen)),
  unitOfMeasure: lazyScreen(() => import('../unit/unit-screen.tsx').then((part) => part.UnitScreen)),
  status: lazyScreen(() => import('../reference/status-screen.tsx').then((part) => part.StatusScreen)),
}

const PlainTree: RecordScreen = lazyScreen(() =>
  import('../tree/plain-tree-screen.tsx').then((part) => part.PlainTreeScreen),
)
const PlainRecords: RecordScreen = lazyScreen(() =>
  import('./plain-record-screen.tsx').then((part) => part.PlainRecordScreen),
)

/** The screen for a kind of record: its own one, else a tree or a list drawn from the definition. */
export const recordScreenOf = ({ name, isTree }: Outline): RecordScreen =>
  ownScreens[name] ?? (isTree ? PlainTree : PlainRecords)
