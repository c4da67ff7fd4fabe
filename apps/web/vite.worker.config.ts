import { defineConfig } from 'vite'

/**
 * The service worker: one file, under a name that stays, since browsers ask for it by that name for as long as it is registered. Built after
 * the client and beside it.
 */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2023',
    emptyOutDir: false,
    rolldownOptions: {
      input: 'src/share-target/service-worker.ts',
      output: { format: 'iife', entryFileNames: 'service-worker.js' },
      // Of the domain it needs two names, not what defining a resource runs.
      treeshake: { moduleSideEffects: (id) => !/\/packages\/domain\/src\//.test(id) },
    },
  },
})
