import { toGroundworkError } from '@groundwork/client'
import { Button, Group } from '@mantine/core'
import { IconPhotoUp } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { gw } from '../api/client.ts'
import { Avatar } from '../session/avatar.tsx'
import { nameOf, useMe } from '../session/me.ts'
import { Section } from '../ui/section.tsx'
import { toastProblem } from '../ui/toast.tsx'
import { useUploadTarget } from '../upload/upload-door.tsx'
import { UploadTargetDialog } from '../upload/upload-target-dialog.tsx'
import { showMe } from './my-account.ts'
import styles from './profile-form.module.css'
import { uploadPicture } from './upload-picture.ts'
import { words } from './words.ts'

/** The picture beside one's name. It is a file like any other: checked, counted, and kept by an organization. */
export function PictureCard() {
  const { user, profile } = useMe()
  const target = useUploadTarget()
  const input = useRef<HTMLInputElement>(null)
  const [pending, setPending] = useState<File | null>(null)
  const [stage, setStage] = useState<'uploading' | 'checking' | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)

  async function take(file: File, organization: string) {
    setPending(null)
    setRefusal(null)
    setStage('uploading')
    try {
      const outcome = await uploadPicture(file, { organization, onStored: () => setStage('checking') })
      if (typeof outcome === 'string') setRefusal(outcome)
      else showMe({ profile: await gw.profile.updateMine({ values: { profilePicture: outcome.id } }) })
    } catch (error) {
      setRefusal(`${toGroundworkError(error).detail}.`)
    } finally {
      setStage(null)
    }
  }

  async function remove() {
    setRefusal(null)
    try {
      showMe({ profile: await gw.profile.updateMine({ values: { profilePicture: null } }) })
    } catch (error) {
      toastProblem(error)
    }
  }

  return (
    <Section title={words.picture}>
      <div className={styles.picture}>
        <Avatar name={nameOf(user)} picture={profile.profilePicture} size={64} />
        <div className={styles.pictureWords}>
          <Group gap={8}>
            <Button
              variant="default"
              leftSection={<IconPhotoUp size={16} />}
              loading={stage !== null}
              onClick={() => input.current?.click()}
            >
              {profile.profilePicture ? words.replacePicture : words.uploadPicture}
            </Button>
            {profile.profilePicture && stage === null && (
              <Button variant="subtle" color="gray" onClick={() => void remove()}>
                {words.removePicture}
              </Button>
            )}
          </Group>
          <p role="status" className={refusal ? styles.refused : undefined}>
            {stage ? words.pictureStage[stage] : (refusal ?? words.pictureHint)}
          </p>
        </div>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        hidden
        aria-label={words.uploadPicture}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          // The same file may be chosen again after a refusal.
          currentTarget.value = ''
          if (!file) return
          if (target) void take(file, target)
          else setPending(file)
        }}
      />
      <UploadTargetDialog
        isOpen={pending !== null}
        onClose={() => setPending(null)}
        onChoose={(organization) => pending && void take(pending, organization)}
      />
    </Section>
  )
}
