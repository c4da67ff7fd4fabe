import { PictureCard } from './picture-card.tsx'
import { ProfileForm } from './profile-form.tsx'

export function ProfileSection() {
  return (
    <>
      <PictureCard />
      <ProfileForm />
    </>
  )
}
