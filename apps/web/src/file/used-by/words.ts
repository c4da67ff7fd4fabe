import { formatNumber } from '../../ui/format.ts'

export const words = {
  title: 'Used by',
  hidden: 'It is used by more that you may not see.',
  warnOne: (name: string) => `Delete “${name}” though it is in use?`,
  warnMany: (used: number, all: number) =>
    `Delete ${formatNumber(all)} files though ${formatNumber(used)} of them ${used === 1 ? 'is' : 'are'} in use?`,
  warnHint: 'These records point to it. In the trash it opens for nobody; restored, it is in its place again.',
  confirm: 'Move to the trash',
} as const
