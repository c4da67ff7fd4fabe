import { useState } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { words } from '../words.ts'
import { AccessList } from './access-list.tsx'
import { LinkSection } from './link-section.tsx'
import { PeopleSection } from './people-section.tsx'
import type { ShareTarget } from './sharing-types.ts'

export interface ShareDialogProps {
  readonly target: ShareTarget
  /** What people call it. */
  readonly name: string
  readonly organization: string
  readonly onClose: () => void
}

/** Who may have something: people and roles, links for those without an account, and everybody who can open it already. */
export function ShareDialog({ target, name, organization, onClose }: ShareDialogProps) {
  const [tab, setTab] = useState<'people' | 'links' | 'access'>('people')
  const tabs = [
    { name: 'people' as const, label: words.people },
    { name: 'links' as const, label: words.links },
    ...('file' in target ? [{ name: 'access' as const, label: words.access }] : []),
  ]
  return (
    <Dialog title={words.shareTitle(name)} onClose={onClose}>
      <Tabs label={words.sharing} tabs={tabs} current={tab} onChange={setTab}>
        {tab === 'people' && <PeopleSection target={target} organization={organization} />}
        {tab === 'links' && <LinkSection target={target} />}
        {tab === 'access' && 'file' in target && <AccessList file={target.file} />}
      </Tabs>
    </Dialog>
  )
}
