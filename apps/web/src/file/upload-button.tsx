import { Button, Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCamera, IconChevronDown, IconFile, IconFolder, IconUpload, IconWorldDownload } from '@tabler/icons-react'
import { pickFiles, pickFolder, takePhoto } from '../upload/pick-files.ts'
import { words } from './words.ts'

interface UploadButtonProps {
  /** Missing where it is not known whose the file would be. */
  readonly onFromAddress: (() => void) | undefined
}

export function UploadButton({ onFromAddress }: UploadButtonProps) {
  // What is used by touch has a camera, mostly.
  const isTouched = useMediaQuery('(pointer: coarse)')
  return (
    <Button.Group>
      <Button leftSection={<IconUpload size={16} />} onClick={pickFiles}>
        {words.upload}
      </Button>
      <Menu>
        <Menu.Target>
          <Button px={8} aria-label={words.moreUploads} style={{ borderLeft: '1px solid rgb(255 255 255 / 25%)' }}>
            <IconChevronDown size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {isTouched && (
            <Menu.Item leftSection={<IconCamera size={16} />} onClick={takePhoto}>
              {words.takePhoto}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconFile size={16} />} onClick={pickFiles}>
            {words.uploadFiles}
          </Menu.Item>
          <Menu.Item leftSection={<IconFolder size={16} />} onClick={pickFolder}>
            {words.uploadFolder}
          </Menu.Item>
          {onFromAddress && (
            <Menu.Item leftSection={<IconWorldDownload size={16} />} onClick={onFromAddress}>
              {words.fromAddress}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  )
}
