import { toGroundworkError } from '@groundwork/client'
import { Button, Group, Modal, Progress } from '@mantine/core'
import { outlineOf } from '../record/record-links.ts'
import { inUseOf, type Users } from '../resource/in-use.ts'
import type { AnyRow } from '../resource/record-types.ts'
import { pluralName } from '../shell/resource-names.ts'
import { countOf, formatList } from '../ui/format.ts'
import { words as common } from '../ui/words.ts'
import styles from './bulk.module.css'
import { chunkSize } from './chosen.ts'
import type { Bulk } from './use-bulk.ts'
import { words } from './words.ts'

interface BulkProgressDialogProps {
  readonly bulk: Bulk
  readonly plural: string
  readonly nameOf: (row: AnyRow) => string
}

const mostFailures = 20

/** How far it is, and a way to stop it; afterwards what could not be done, and why. Nothing when it is done at once. */
export function BulkProgressDialog({ bulk, plural, nameOf }: BulkProgressDialogProps) {
  const { progress } = bulk
  if (!progress || (!progress.end && progress.total <= chunkSize)) return null
  const { verb, count, total, isTotalExact, isStopping, end } = progress
  const failures = end?.result.failures ?? []
  return (
    <Modal
      opened
      onClose={end ? bulk.close : bulk.stop}
      withCloseButton={end !== null}
      closeOnClickOutside={false}
      title={`${words.progressTitle[verb]} ${plural}`}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Progress
        value={Math.min(100, (count / Math.max(total, 1)) * 100)}
        size="sm"
        aria-label={words.progressTitle[verb]}
      />
      <p className={`${styles.count} tabular`} role="status">
        {isStopping && !end ? words.stopping : words.progress(count, total, isTotalExact)}
      </p>
      {end?.result.isCut && <p className={styles.note}>{words.stopped}</p>}
      {end !== null && end.skipped > 0 && <p className={styles.note}>{words.skipped(end.skipped, plural)}</p>}
      {failures.length > 0 && (
        <div role="alert">
          <p className={styles.note}>{words.failed(failures.length)}</p>
          <ul className={styles.failures}>
            {failures.slice(0, mostFailures).map(({ row, error }) => (
              <li key={nameOf(row)}>
                <strong>{nameOf(row)}</strong> {reasonOf(error)}
              </li>
            ))}
            {failures.length > mostFailures && <li>{words.moreFailures(failures.length - mostFailures)}</li>}
          </ul>
        </div>
      )}
      <Group justify="flex-end" mt="md">
        {end ? (
          <Button onClick={bulk.close} data-autofocus>
            {common.close}
          </Button>
        ) : (
          <Button variant="default" onClick={bulk.stop} disabled={isStopping} data-autofocus>
            {words.stop}
          </Button>
        )}
      </Group>
    </Modal>
  )
}

/** Who still needs a row is told with the row; the way to them is its own page. */
function reasonOf(error: unknown): string {
  const inUse = inUseOf(error)
  if (inUse?.usedBy.length) return words.neededBy(formatList(inUse.usedBy.map(usersInWords)))
  const { detail, errors } = toGroundworkError(error)
  const [first] = Object.values(errors)
  return first?.join('. ') ?? detail
}

const mostNamed = 3

/** `2 products (Quay lamp, Buoy)`. */
function usersInWords({ resource, label, count, rows }: Users): string {
  const outline = outlineOf(resource)
  const titles = rows.slice(0, mostNamed).map(({ id, title }) => title || id)
  const more = count > titles.length ? ', …' : ''
  return `${countOf(count, label, outline ? pluralName(outline) : label)} (${titles.join(', ')}${more})`
}
