import { Button, Group, Modal, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import plain from '../ui/plain-table.module.css'
import { words as common } from '../ui/words.ts'
import type { Side } from './merge-changes.ts'
import type { NamedResource } from './record-types.ts'
import styles from './stale-dialog.module.css'
import type { Encounter } from './use-record-form.ts'
import { Value } from './value.tsx'
import { spell, words } from './words.ts'

export interface StaleDialogProps {
  readonly resource: NamedResource
  readonly encounter: Encounter
  readonly onClose: () => void
  readonly onSettle: (sides: Readonly<Record<string, Side>>) => void
}

/** Two people changed the same record: shows both, field by field, and lets the second decide with open eyes. */
export function StaleDialog({ resource, encounter, onClose, onSettle }: StaleDialogProps) {
  const { conflicts, onlyTheirs } = encounter.merge
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({})
  const sideOf = (name: string): Side => sides[name] ?? 'mine'
  const choose = (side: Side) => setSides(Object.fromEntries(conflicts.map(({ name }) => [name, side])))
  const show = (name: string, value: unknown) => <Value resource={resource} name={name} value={value} isWhole />

  return (
    <Modal
      opened
      onClose={onClose}
      title={words.staleTitle}
      size={640}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p className={styles.hint}>{conflicts.length > 0 ? words.staleHint : words.staleApart}</p>
      {conflicts.length > 0 && (
        <>
          <ul className={styles.conflicts}>
            {conflicts.map(({ name, mine, theirs }) => (
              <li key={name} className={styles.conflict}>
                <div className={styles.head}>
                  <strong>{spell(name)}</strong>
                  <SegmentedControl
                    size="xs"
                    aria-label={words.whichOf(spell(name))}
                    value={sideOf(name)}
                    onChange={(side) => setSides((current) => ({ ...current, [name]: side as Side }))}
                    data={[
                      { value: 'mine', label: words.yours },
                      { value: 'theirs', label: words.theirs },
                    ]}
                  />
                </div>
                <div className={styles.sides}>
                  <div className={styles.side} data-chosen={sideOf(name) === 'mine' || undefined}>
                    <span className={styles.whose}>{words.yours}</span>
                    {show(name, mine)}
                  </div>
                  <div className={styles.side} data-chosen={sideOf(name) === 'theirs' || undefined}>
                    <span className={styles.whose}>{words.theirs}</span>
                    {show(name, theirs)}
                  </div>
                </div>
              </li>
            ))}
          </ul>
          {conflicts.length > 1 && (
            <Group gap={8} mt={8}>
              <Button size="compact-sm" variant="subtle" onClick={() => choose('mine')}>
                {words.allYours}
              </Button>
              <Button size="compact-sm" variant="subtle" onClick={() => choose('theirs')}>
                {words.allTheirs}
              </Button>
            </Group>
          )}
        </>
      )}
      {onlyTheirs.length > 0 && (
        <section className={styles.kept}>
          <h3 className={styles.keptTitle}>{words.keptOfTheirs}</h3>
          <table className={plain.table}>
            <tbody>
              {onlyTheirs.map(({ name, theirs }) => (
                <tr key={name}>
                  <th scope="row">{spell(name)}</th>
                  <td>{show(name, theirs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={onClose}>
          {words.keepEditing}
        </Button>
        <Button
          data-autofocus
          onClick={() => onSettle(Object.fromEntries(conflicts.map(({ name }) => [name, sideOf(name)])))}
        >
          {conflicts.length > 0 && conflicts.every(({ name }) => sideOf(name) === 'theirs')
            ? words.takeTheirs
            : words.saveChosen}
        </Button>
      </Group>
    </Modal>
  )
}
