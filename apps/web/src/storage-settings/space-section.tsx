import { Organization } from '@groundwork/domain'
import { Button, NumberInput, Skeleton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { Breakdown } from '../file/quota/breakdown.tsx'
import { type StorageQuota, storageQuotaQuery } from '../file/quota/storage-quota-query.ts'
import { words as quotaWords } from '../file/quota/words.ts'
import { useAbilities } from '../session/abilities.ts'
import { formatBytes } from '../ui/format.ts'
import { Problem, ProblemNote } from '../ui/problem.tsx'
import { Section } from '../ui/section.tsx'
import { toast } from '../ui/toast.tsx'
import styles from './storage-settings.module.css'
import { words } from './words.ts'

const GB = 1024 ** 3

/** How much space there is, what takes it, and from where people are warned. */
export function SpaceSection({ organization }: { organization: string }) {
  const { data, error, refetch } = useQuery(storageQuotaQuery(organization))
  return (
    <Section title={words.space} hint={words.spaceHint}>
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={200} aria-label={words.loading} />}
      {data && (
        <>
          <p className="tabular">{quotaWords.used(formatBytes(data.usedBytes), formatBytes(data.quotaBytes))}</p>
          <SpaceForm key={`${data.quotaBytes} ${data.warningThreshold}`} quota={data} />
          {data.breakdown ? <Breakdown breakdown={data.breakdown} /> : <p>{quotaWords.noBreakdown}</p>}
        </>
      )}
    </Section>
  )
}

function SpaceForm({ quota: { organization, quotaBytes, warningThreshold } }: { quota: StorageQuota }) {
  const client = useQueryClient()
  const { can } = useAbilities()
  const [gigabytes, setGigabytes] = useState<number | string>(quotaBytes / GB)
  const [threshold, setThreshold] = useState<number | string>(warningThreshold)
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const bytes = Math.round(Number(gigabytes) * GB)
  const isDirty = bytes !== quotaBytes || Number(threshold) !== warningThreshold
  const mayChange = can('change', Organization, organization)

  async function save() {
    setIsBusy(true)
    setProblem(null)
    try {
      await gw.storageQuota.update({
        organization,
        ...(bytes !== quotaBytes && { quotaBytes: bytes }),
        ...(Number(threshold) !== warningThreshold && { warningThreshold: Number(threshold) }),
      })
      await client.invalidateQueries({ queryKey: ['file', 'summary'] })
      toast(words.saved)
    } catch (error) {
      setProblem(error)
    }
    setIsBusy(false)
  }

  return (
    <>
      <ProblemNote error={problem} />
      <div className={styles.fields}>
        <NumberInput
          label={words.quota}
          description={words.quotaAbove}
          min={0}
          decimalScale={2}
          value={gigabytes}
          disabled={!mayChange}
          onChange={setGigabytes}
        />
        <NumberInput
          label={words.threshold}
          description={words.thresholdHint}
          min={1}
          max={100}
          allowDecimal={false}
          value={threshold}
          disabled={!mayChange}
          onChange={setThreshold}
        />
      </div>
      {isDirty && (
        <div>
          <Button loading={isBusy} onClick={() => void save()}>
            {words.saveSpace}
          </Button>
        </div>
      )}
    </>
  )
}
