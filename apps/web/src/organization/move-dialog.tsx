import { Button, Group, Modal } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { gw } from '../api/client.ts'
import { ProblemNote } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import { OrganizationPicker } from './organization-picker.tsx'
import type { OrganizationRow } from './organization-queries.ts'
import { withDescendants } from './organization-tree.ts'
import { words } from './words.ts'

interface MoveDialogProps {
  readonly organization: OrganizationRow | null
  readonly all: readonly OrganizationRow[]
  readonly onClose: () => void
}

/** Gives an organization another parent. It cannot go below itself; the server guards that too. */
export function MoveDialog({ organization, all, onClose }: MoveDialogProps) {
  const client = useQueryClient()
  const [parent, setParent] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isOwn = organization ? withDescendants(all, organization.id) : new Set<string>()

  useEffect(() => {
    setParent(organization?.parent ?? null)
    setProblem(null)
  }, [organization])

  async function move(id: string) {
    setIsBusy(true)
    try {
      await gw.organization.move({ id, parent })
      await client.invalidateQueries({ queryKey: ['organization'] })
      onClose()
    } catch (error) {
      setProblem(error)
    }
    setIsBusy(false)
  }

  return (
    <Modal
      opened={organization !== null}
      onClose={onClose}
      title={words.moveTitle(organization?.name ?? '')}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <ProblemNote error={problem} />
      <OrganizationPicker
        value={parent}
        noneLabel={words.topLevel}
        isOffered={(id) => !isOwn.has(id)}
        onPick={setParent}
      >
        {(toggle) => (
          <Button
            variant="default"
            fullWidth
            justify="space-between"
            rightSection={<IconSelector size={16} />}
            onClick={toggle}
            data-autofocus
          >
            {parent ? (all.find(({ id }) => id === parent)?.name ?? words.parent) : words.topLevel}
          </Button>
        )}
      </OrganizationPicker>
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button
          loading={isBusy}
          disabled={parent === organization?.parent}
          onClick={() => organization && void move(organization.id)}
        >
          {words.moveHere}
        </Button>
      </Group>
    </Modal>
  )
}
