import { Button, Group, Modal } from '@mantine/core'
import plain from '../ui/plain-table.module.css'
import { words as common } from '../ui/words.ts'
import styles from './resource-form.module.css'
import type { AnyRow, NamedResource } from './resource-form.tsx'
import { Value } from './value.tsx'
import { spell, words } from './words.ts'

interface StaleDialogProps {
  readonly resource: NamedResource
  readonly mine: AnyRow
  /** The record as it is now; null while there is nothing to decide. */
  readonly theirs: AnyRow | null
  /** The fields I changed. */
  readonly fields: readonly string[]
  readonly onClose: () => void
  readonly onTake: (theirs: AnyRow) => void
  readonly onKeep: (theirs: AnyRow) => void
}

/** Two people changed the same record: shows both, and lets the second decide with open eyes. */
export function StaleDialog({ resource, mine, theirs, fields, onClose, onTake, onKeep }: StaleDialogProps) {
  const differing = fields.filter((name) => JSON.stringify(mine[name]) !== JSON.stringify(theirs?.[name]))
  return (
    <Modal
      opened={theirs !== null}
      onClose={onClose}
      title={words.staleTitle}
      size={560}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p>{words.staleHint}</p>
      <table className={`${plain.table} ${styles.compare}`}>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.yours}</th>
            <th scope="col">{words.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((name) => (
            <tr key={name}>
              <th scope="row">{spell(name)}</th>
              <td>
                <Value resource={resource} name={name} value={mine[name]} />
              </td>
              <td>
                <Value resource={resource} name={name} value={theirs?.[name]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={onClose}>
          {words.keepEditing}
        </Button>
        <Button variant="default" onClick={() => theirs && onTake(theirs)}>
          {words.takeTheirs}
        </Button>
        <Button onClick={() => theirs && onKeep(theirs)}>{words.keepMine}</Button>
      </Group>
    </Modal>
  )
}
