import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { drawn } from '../../scripts/pictures/runPictures.ts'

test('the pictures show what the scenarios do (node scripts/pictures.mjs)', (t) => {
  const pictures = drawn()
  t.deepEqual(
    readdirSync('docs/pictures')
      .map((name) => join('docs/pictures', name))
      .sort(),
    Object.keys(pictures).sort(),
  )
  for (const [file, text] of Object.entries(pictures)) t.is(readFileSync(file, 'utf8'), text, file)
})
