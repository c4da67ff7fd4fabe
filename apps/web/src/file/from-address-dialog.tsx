import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ProblemNote } from '../ui/problem.tsx'
import { useReturnFocus } from '../ui/use-return-focus.ts'
import { words as common } from '../ui/words.ts'
import { words } from './words.ts'

interface FromAddressDialogProps {
  readonly placeName: string
  /** Ends when the bytes have come. The signal gives it up. */
  readonly onFetch: (url: string, signal: AbortSignal) => Promise<void>
  readonly onClose: () => void
}

/** Has the server fetch a file from the web. It may take a while; closing gives it up. */
export function FromAddressDialog({ placeName, onFetch, onClose }: FromAddressDialogProps) {
  const [url, setUrl] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const [fetching, setFetching] = useState<AbortController | null>(null)
  useReturnFocus()

  async function fetchIt(event: FormEvent) {
    event.preventDefault()
    const canceller = new AbortController()
    setFetching(canceller)
    setProblem(null)
    try {
      await onFetch(url.trim(), canceller.signal)
    } catch (error) {
      if (!canceller.signal.aborted) setProblem(error)
    }
    setFetching(null)
  }
  const close = () => {
    fetching?.abort()
    onClose()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={words.fromAddressTitle(placeName)}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form onSubmit={(event) => void fetchIt(event)}>
        <ProblemNote error={problem} />
        <TextInput
          type="url"
          label={words.address}
          description={words.addressHint}
          placeholder="https://"
          value={url}
          maxLength={4096}
          onChange={(event) => setUrl(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap={8} mt="md">
          <Button variant="default" onClick={close}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={fetching !== null} disabled={!url.trim()}>
            {words.fetch}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
