// How the web part is built: into build/web of the repository, where the C++ build takes it from.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

// `npm run dev` serves the page itself and hands /api on to a running `korridor serve`.
const server = process.env.KORRIDOR_SERVER ?? 'http://127.0.0.1:8741'

export default defineConfig({
  plugins: [svelte()],
  base: '/',
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    target: 'es2022',
    // The strict content security policy of the server allows no data: scripts, and fonts stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    fs: { allow: ['..'] },
    // The server answers its own pages alone: host and origin are made its own.
    proxy: { '/api': { target: server, changeOrigin: true, headers: { origin: server } } },
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
})
