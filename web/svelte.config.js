// Svelte compiles TypeScript in components; warnings of its accessibility checks are errors in `npm run check`.
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte'

export default { preprocess: vitePreprocess(), compilerOptions: { runes: true } }
