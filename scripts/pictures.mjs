/** `node scripts/pictures.mjs`: draws the pictures of the pages anew. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runPictures } = await import('../build/scripts/pictures/runPictures.js')
  process.exitCode = runPictures()
} else {
  process.exitCode = 1
}
