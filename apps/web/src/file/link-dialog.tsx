import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { gw } from '../api/client.ts'
import { copyText } from '../ui/copy.ts'
import { ProblemNote } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import type { FileRow } from './file-queries.ts'
import { words } from './words.ts'

interface Made {
  readonly url: string
  readonly expiresAt: string
  readonly isCopied: boolean
}

/** Minutes; the server makes none that lives longer than fifteen. */
const lifetimes = [5, 10, 15]

/** Makes a signed link and copies it. It says who can use it, and until when. */
export function LinkDialog({ file, onClose }: { file: FileRow | null; onClose: () => void }) {
  const [minutes, setMinutes] = useState(10)
  const [made, setMade] = useState<Made | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another file starts afresh
  useEffect(() => {
    setMade(null)
    setProblem(null)
  }, [file?.id])

  async function make(id: string) {
    setIsBusy(true)
    setProblem(null)
    try {
      const { url, expiresAt } = await gw.file.accessUrl({ id, expiresIn: minutes * 60 })
      const absolute = new URL(url, window.location.origin).href
      setMade({ url: absolute, expiresAt, isCopied: await copyText(absolute) })
    } catch (error) {
      setProblem(error)
    }
    setIsBusy(false)
  }

  return (
    <Modal
      opened={file !== null}
      onClose={onClose}
      title={words.linkTitle}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p className="truncate">
        <strong>{file?.originalFilename}</strong>
      </p>
      <p style={{ margin: '4px 0 16px', color: 'var(--gw-text-soft)' }}>{words.linkHint}</p>
      <ProblemNote error={problem} />
      <NativeSelect
        label={words.linkLifetime}
        value={minutes}
        onChange={(event) => setMinutes(Number(event.currentTarget.value))}
        data={lifetimes.map((value) => ({ value: String(value), label: words.linkMinutes(value) }))}
      />
      {made && (
        <TextInput
          mt="sm"
          readOnly
          aria-label={words.linkField}
          value={made.url}
          description={(made.isCopied ? words.linkCopied : words.linkReady)(made.expiresAt)}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <span role="status" aria-live="polite" style={{ position: 'absolute', clipPath: 'inset(50%)' }}>
        {made?.isCopied && words.linkCopied(made.expiresAt)}
      </span>
      <Group justify="flex-end" mt="md" gap={8}>
        <Button variant="default" onClick={onClose}>
          {common.close}
        </Button>
        <Button
          loading={isBusy}
          leftSection={<IconLink size={16} />}
          onClick={() => file && void make(file.id)}
          data-autofocus
        >
          {words.linkMake}
        </Button>
      </Group>
    </Modal>
  )
}
