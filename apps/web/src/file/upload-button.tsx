import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconFile, IconFolder, IconUpload } from '@tabler/icons-react'
import { pickFiles, pickFolder } from '../upload/pick-files.ts'
import { words } from './words.ts'

export function UploadButton() {
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
          <Menu.Item leftSection={<IconFile size={16} />} onClick={pickFiles}>
            {words.uploadFiles}
          </Menu.Item>
          <Menu.Item leftSection={<IconFolder size={16} />} onClick={pickFolder}>
            {words.uploadFolder}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  )
}
