import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@groundwork/react/tokens.css'
import './theme/global.css'
import { GroundworkProvider } from '@groundwork/react'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { gw } from './api/client.ts'
import { queryClient } from './api/query-client.ts'
import { router } from './router.tsx'
import { cssVariables, theme } from './theme/theme.ts'
import { whenIdle } from './ui/when-idle.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <GroundworkProvider client={gw} queryClient={queryClient}>
          <RouterProvider router={router} />
        </GroundworkProvider>
        <Notifications position="bottom-center" limit={4} containerWidth={480} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

// The page waits for nothing of this, and nothing of it gets into the page's way. While Vite serves the client there is no worker to register.
if (import.meta.env.PROD) window.addEventListener('load', () => whenIdle(startShareTarget))

async function startShareTarget(): Promise<void> {
  const { registerWorker } = await import('./share-target/register-worker.ts')
  await registerWorker()
}
