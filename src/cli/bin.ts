#!/usr/bin/env node
/** The program. Nothing imports this module: importing it would run it. */
import { main } from './program.ts'
import { nodeIo } from './nodeIo.ts'

process.exitCode = await main(process.argv.slice(2), nodeIo())
