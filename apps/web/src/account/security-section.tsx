import { PasswordCard } from './password-card.tsx'
import { SecondFactorCard } from './second-factor-card.tsx'

export function SecuritySection() {
  return (
    <>
      <SecondFactorCard />
      <PasswordCard />
    </>
  )
}
