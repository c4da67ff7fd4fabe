import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { resourceOutlines } from './resource-outlines.ts'

/** Where the API listens while `vite` serves the client itself. */
const api = process.env.API_URL ?? 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [react(), resourceOutlines()],
  build: {
    target: 'es2023',
    // Every colour says both of its values by `light-dark()`. Rewritten for older browsers it needs `color-scheme` in the same sheet.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The content security policy allows no inlined fonts or images from style sheets beyond `data:` images.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // The page behind a public link is a program of its own: a stranger loads nothing of the rest.
      input: ['index.html', 'link.html'],
      // The domain is pure, and so are the components: what a screen does not use need not be loaded with it, nor zod.
      treeshake: { moduleSideEffects: (id) => !/\/packages\/(client|domain|react)\/src\/.*\.tsx?$/.test(id) },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: api, ws: true },
      '/s/': {
        target: api,
        bypass: ({ headers, method }) =>
          method === 'GET' && headers.accept?.includes('text/html') ? '/link.html' : undefined,
      },
    },
  },
})
