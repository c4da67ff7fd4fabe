import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { type Credentials, CredentialsStep } from './credentials-step.tsx'
import { OtpStep } from './otp-step.tsx'

const route = getRouteApi('/signin')

/** Name and password, and the second step where it is due. Until then both are kept here, in memory, and nowhere else. */
export function SignInScreen() {
  const { to } = route.useSearch()
  const router = useRouter()
  const [username, setUsername] = useState('')
  const [pending, setPending] = useState<Credentials | null>(null)
  const goOn = () => router.history.push(to ?? '/')

  if (pending) return <OtpStep credentials={pending} onDone={goOn} onBack={() => setPending(null)} />
  return (
    <CredentialsStep
      initialUsername={username}
      isReturning={to !== undefined}
      onDone={goOn}
      onOtpRequired={(credentials) => {
        setUsername(credentials.username)
        setPending(credentials)
      }}
    />
  )
}
