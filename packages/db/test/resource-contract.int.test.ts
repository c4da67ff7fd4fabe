import { describeResourceContract } from './support/resource-contract.ts'
import { sampledResources } from './support/samples.ts'

describeResourceContract(sampledResources)
