import { allowedExtensions } from '@groundwork/domain'
import { type ScanStatus, scanStatus } from '@groundwork/services'
import { procedure, router } from '../trpc/trpc.ts'

const version = '0.1.0'

export const systemRouter = router({
  /** What a client should tell its user before they try: whether files are scanned, and which are taken. */
  status: procedure.query(async ({ ctx: { services } }) => ({
    version,
    scanning: scanningInAWord(await scanStatus(services)),
    uploadPolicy: { extensions: allowedExtensions(services.filePolicy), maxBytes: services.filePolicy.maxBytes },
  })),
})

const scanningInAWord = ({ engine, isReady }: ScanStatus) => {
  if (engine === 'none') return 'none' as const
  return isReady ? ('clamav' as const) : ('unreachable' as const)
}
