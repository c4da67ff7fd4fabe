import { Button, Progress } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import type { FieldInputProps } from '../resource/field-input.tsx'
import { ReferenceInput } from '../resource/reference-input.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import styles from './document-file-input.module.css'
import { words } from './words.ts'

type DocumentFileInputProps = Pick<FieldInputProps, 'value' | 'error' | 'isFirst' | 'row' | 'onChange'>

/** The file of a document: one that is there already, or one that is uploaded right here. */
export function DocumentFileInput({ value, error, isFirst, row = {}, onChange }: DocumentFileInputProps) {
  const [percent, setPercent] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const organization = typeof row.organization === 'string' ? row.organization : undefined

  async function upload(file: File, owner: string) {
    setProblem(null)
    setPercent(0)
    try {
      const onProgress = ({ sentBytes }: { sentBytes: number }) =>
        setPercent(Math.round((100 * sentBytes) / Math.max(1, file.size)))
      const stored = await gw.uploadFile(file, { organization: owner, onProgress })
      onChange(stored.id)
    } catch (refusal) {
      setProblem(refusal)
    }
    setPercent(null)
  }

  function pick(owner: string) {
    const input = document.createElement('input')
    input.type = 'file'
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (file) void upload(file, owner)
    })
    input.click()
  }

  return (
    <div className={styles.root}>
      <ReferenceInput
        resource="file"
        label={words.file}
        value={typeof value === 'string' && value !== '' ? value : null}
        isRequired
        isFirst={isFirst}
        error={error}
        organization={organization}
        onChange={onChange}
      />
      <Button
        variant="default"
        leftSection={<IconUpload size={16} />}
        loading={percent !== null}
        disabled={!organization}
        {...(!organization && { title: words.chooseOrganization })}
        onClick={() => organization && pick(organization)}
      >
        {words.upload}
      </Button>
      {percent !== null && (
        <Progress className={styles.wide ?? ''} value={percent} aria-label={words.uploading(percent)} />
      )}
      {problem !== null && (
        <div className={styles.wide}>
          <ProblemNote error={problem} />
        </div>
      )}
    </div>
  )
}
