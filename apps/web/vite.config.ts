import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { resourceOutlines } from './resource-outlines.ts'

/** Where the API listens while `vite` serves the client itself. */
const api = process.env.API_URL ?? 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [react(), resourceOutlines()],
  build: {
    target: 'es2023',
    // The content security policy allows no inlined fonts or images from style sheets beyond `data:` images.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // The domain is pure: a definition that a screen does not use need not be loaded with it, nor zod.
      treeshake: { moduleSideEffects: (id) => !id.includes('/packages/domain/src/') },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: api, ws: true },
    },
  },
})
