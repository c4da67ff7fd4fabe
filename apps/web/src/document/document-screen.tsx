import { Document } from '@groundwork/domain'
import { Menu } from '@mantine/core'
import { IconEye, IconFilePlus, IconVersions } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnyRow } from '../resource/record-types.ts'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { canOn } from '../session/abilities.ts'
import { DocumentFileInput } from './document-file-input.tsx'
import type { DocumentRow } from './document-versions.ts'
import { NewVersionDialog } from './new-version-dialog.tsx'
import { VersionsDialog } from './versions-dialog.tsx'
import { words } from './words.ts'

const inputs = { file: DocumentFileInput }

/** Documents as people know them: each on a file, in versions. */
export function DocumentScreen() {
  const navigate = useNavigate()
  const [renewing, setRenewing] = useState<DocumentRow | null>(null)
  const [reading, setReading] = useState<DocumentRow | null>(null)
  return (
    <>
      <ResourceScreen
        resource={Document}
        plural={words.plural}
        title={words.title}
        inputs={inputs}
        columns={[
          'title',
          'documentTypeName',
          'status',
          'versionNumber',
          'fileName',
          'tags',
          'organizationName',
          'updatedAt',
        ]}
        widths={{
          title: 'minmax(176px, 2.5fr)',
          status: '128px',
          versionNumber: '88px',
          fileName: 'minmax(144px, 1.5fr)',
          updatedAt: '112px',
        }}
        rowItems={(row: AnyRow) => {
          const document = row as unknown as DocumentRow
          return (
            <>
              <Menu.Item
                leftSection={<IconEye size={16} />}
                onClick={() =>
                  void navigate({ to: '/files', search: { org: document.organization, preview: document.file } })
                }
              >
                {words.showFile}
              </Menu.Item>
              <Menu.Item leftSection={<IconVersions size={16} />} onClick={() => setReading(document)}>
                {words.versions}
              </Menu.Item>
              {canOn('change', document) && (
                <Menu.Item leftSection={<IconFilePlus size={16} />} onClick={() => setRenewing(document)}>
                  {words.newVersion}
                </Menu.Item>
              )}
            </>
          )
        }}
      />
      {renewing && <NewVersionDialog row={renewing} onClose={() => setRenewing(null)} />}
      {reading && <VersionsDialog id={reading.id} title={reading.title} onClose={() => setReading(null)} />}
    </>
  )
}
