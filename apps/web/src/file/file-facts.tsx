import { CopyButton } from '../ui/copy-button.tsx'
import { formatBytes, formatExact, formatMoment, formatNumber } from '../ui/format.ts'
import styles from './details-pane.module.css'
import type { FileRow } from './file-queries.ts'
import { words } from './words.ts'

/** What the server knows about the file. */
export function FileFacts({ file }: { file: FileRow }) {
  const {
    fileSize,
    mimeType,
    kind,
    width,
    height,
    organizationName,
    createdByUsername,
    uploadedByUsername,
    createdAt,
    updatedAt,
    sha256,
  } = file
  return (
    <dl className={styles.facts}>
      <dt>{words.size}</dt>
      <dd className="tabular" title={fileSize === null ? undefined : `${formatNumber(fileSize)} B`}>
        {formatBytes(fileSize)}
      </dd>
      <dt>{words.type}</dt>
      <dd title={mimeType ?? undefined}>
        <span>
          {words.kindOne[kind]}{' '}
          {mimeType && <span style={{ color: 'var(--gw-text-faint)', fontSize: 12 }}>{mimeType}</span>}
        </span>
      </dd>
      {width !== null && height !== null && (
        <>
          <dt>{words.dimensions}</dt>
          <dd className="tabular">
            {formatNumber(width)} × {formatNumber(height)}
          </dd>
        </>
      )}
      <dt>{words.organization}</dt>
      <dd>{organizationName}</dd>
      <dt>{words.owner}</dt>
      <dd>{createdByUsername ?? '–'}</dd>
      <dt>{words.uploadedBy}</dt>
      <dd>{uploadedByUsername ?? '–'}</dd>
      <dt>{words.date}</dt>
      <dd title={formatExact(createdAt)}>{formatMoment(createdAt)}</dd>
      {updatedAt !== createdAt && (
        <>
          <dt>{words.changed}</dt>
          <dd title={formatExact(updatedAt)}>{formatMoment(updatedAt)}</dd>
        </>
      )}
      {file.entityType && (
        <>
          <dt>{words.attachedTo}</dt>
          <dd>
            {file.entityType} {file.entityId}
          </dd>
        </>
      )}
      {sha256 && (
        <>
          <dt>{words.checksum}</dt>
          <dd>
            <span className="mono truncate" title={sha256}>
              {sha256}
            </span>
            <CopyButton value={sha256} label={words.copyChecksum} />
          </dd>
        </>
      )}
    </dl>
  )
}
