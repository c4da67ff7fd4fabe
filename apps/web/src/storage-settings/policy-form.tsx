import { Organization, type StorageRules } from '@groundwork/domain'
import { Button, Skeleton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { useAbilities } from '../session/abilities.ts'
import { Problem, ProblemNote } from '../ui/problem.tsx'
import { toast } from '../ui/toast.tsx'
import { KeepingSections } from './keeping-sections.tsx'
import { policyQuery, type StoragePolicy } from './policy-query.ts'
import styles from './storage-settings.module.css'
import { UploadSections } from './upload-sections.tsx'
import { words } from './words.ts'

/** What each part of the form is given: the rules as they are being written, and what holds now. */
export interface PolicyPartProps {
  readonly rules: StorageRules
  readonly effective: StoragePolicy['effective']
  readonly isReadOnly: boolean
  /** Undefined takes the organization's own word back: the standard holds again. */
  readonly onChange: <Name extends keyof StorageRules>(name: Name, value: StorageRules[Name] | undefined) => void
}

/** The rules of an organization's files. */
export function PolicyForm({ organization }: { organization: string }) {
  const { data, error, refetch } = useQuery(policyQuery(organization))
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={480} aria-label={words.loading} />
  return <Rules key={data.version} policy={data} />
}

function Rules({ policy: { organization, rules: before, effective, version } }: { policy: StoragePolicy }) {
  const client = useQueryClient()
  const { can } = useAbilities()
  const [rules, setRules] = useState<StorageRules>(before)
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isReadOnly = !can('change', Organization, organization)
  const isDirty = JSON.stringify(rules) !== JSON.stringify(before)

  async function save() {
    setIsBusy(true)
    setProblem(null)
    try {
      const policy = await gw.storagePolicy.update({ organization, rules, version })
      client.setQueryData(policyQuery(organization).queryKey, policy)
      await client.invalidateQueries({ queryKey: ['file', 'summary'] })
      toast(words.saved)
    } catch (error) {
      setProblem(error)
    }
    setIsBusy(false)
  }

  const part: PolicyPartProps = {
    rules,
    effective,
    isReadOnly,
    onChange: (name, value) => {
      const { [name]: _, ...others } = rules
      setRules(value === undefined ? others : { ...others, [name]: value })
    },
  }
  return (
    <>
      {isReadOnly && <p className={styles.soft}>{words.readOnly}</p>}
      <KeepingSections {...part} />
      <UploadSections {...part} />
      <ProblemNote error={problem} />
      {isDirty && (
        <div className={styles.foot}>
          <Button loading={isBusy} onClick={() => void save()}>
            {words.save}
          </Button>
          <Button variant="default" onClick={() => setRules(before)}>
            {words.discard}
          </Button>
        </div>
      )}
    </>
  )
}
