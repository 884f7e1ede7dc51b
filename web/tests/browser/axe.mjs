// axe in a page, by the rules of WCAG 2 A and AA. The policy of the page lets no foreign script in, so that axe comes through the
// debugger's evaluation.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export async function axeFaults(page) {
  await page.evaluate(source)
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }),
  )
  return violations.map(
    (one) =>
      `${one.id}: ${one.nodes
        .slice(0, 3)
        .map((node) => `${node.target} (${node.failureSummary?.split('\n')[1]?.trim()})`)
        .join('; ')}`,
  )
}
