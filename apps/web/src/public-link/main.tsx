import '@fontsource-variable/inter/wght.css'
import '@groundwork/react/tokens.css'
import './public-link.css'
import { openPublicLink } from '@groundwork/client'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LinkPage } from './link-page.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')

const [, token = ''] = /^\/s\/([^/]+)/.exec(window.location.pathname) ?? []

createRoot(root).render(
  <StrictMode>
    <LinkPage link={openPublicLink({ url: window.location.origin, token: decodeURIComponent(token) })} />
  </StrictMode>,
)
