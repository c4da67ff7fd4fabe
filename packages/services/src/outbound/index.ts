export {
  guardedFetch,
  type Outbound,
  type OutboundAnswer,
  type OutboundRequest,
  type Resolved,
} from './guarded-fetch.ts'
export { isAddressRange, type OutboundPolicy } from './outbound-policy.ts'
