import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { gw } from '../api/client.ts'
import type { NamedResource } from '../resource/record-types.ts'
import { saveBlob } from '../ui/save-blob.ts'
import { toastProblem } from '../ui/toast.tsx'
import styles from './file-step.module.css'
import wizard from './wizard.module.css'
import { words } from './words.ts'

interface TemplateLinksProps {
  readonly resource: NamedResource
  readonly organization: string
}

const formats = ['xlsx', 'csv'] as const

/** An empty sheet of the resource, for who has no file yet (seed 001, Import). */
export function TemplateLinks({ resource: { plural }, organization }: TemplateLinksProps) {
  const fetch = (format: (typeof formats)[number]) =>
    gw.importTemplate({ plural, organization, format }).then(
      (blob) => saveBlob(`${plural}-template.${format}`, blob),
      (error: unknown) => toastProblem(error),
    )
  return (
    <div className={styles.template}>
      <div className={styles.templateWords}>
        <strong>{words.templateTitle}</strong>
        <p className={wizard.soft}>{words.templateHint}</p>
      </div>
      <div className={styles.buttons}>
        {formats.map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => void fetch(format)}
          >
            {words.template[format]}
          </Button>
        ))}
      </div>
    </div>
  )
}
