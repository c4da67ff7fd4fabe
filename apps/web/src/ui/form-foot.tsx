import { Button, Group } from '@mantine/core'
import { words as common } from './words.ts'

interface FormFootProps {
  /** What the form does. */
  readonly label: string
  readonly isBusy: boolean
  readonly onClose: () => void
}

/** The end of a form in a dialog: away from it, or on with it. */
export const FormFoot = ({ label, isBusy, onClose }: FormFootProps) => (
  <Group justify="flex-end" gap={8} mt="lg">
    <Button variant="default" onClick={onClose}>
      {common.cancel}
    </Button>
    <Button type="submit" loading={isBusy}>
      {label}
    </Button>
  </Group>
)
