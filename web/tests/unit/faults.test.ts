// Every fault that the page can show has a German name.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { faultTitlesDe } from '../../src/words/fault_titles_de'

// Sections of docs/model/faults.md whose faults are told on the command line alone.
const elsewhere = ['Files of flow problems', 'Sources', 'Writing', 'Results and models of other programs']

it('every fault that a page can show has a German name, and nothing else has', () => {
  const text = readFileSync(new URL('../../../docs/model/faults.md', import.meta.url), 'utf8')
  const codes = text
    .split(/^## /m)
    .filter((section) => !elsewhere.includes(section.split('\n')[0]!))
    .flatMap((section) => [...section.matchAll(/^\| ([EW]\d{3}) \|/gm)].map((found) => found[1]!))
  expect(codes.length).toBeGreaterThan(100)
  expect(Object.keys(faultTitlesDe).sort()).toEqual(codes.sort())
})
