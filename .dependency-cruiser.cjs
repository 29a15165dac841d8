/**
 * Which module may import which:
 *
 *   raft <- trace <- sim <- conformance <- report <- cli,   and   tla <- conformance
 *
 * `raft` and `tla` never see each other, and nothing below `src/cli` touches a Node built-in, so
 * that all of it runs in a browser.
 */

/** From the bottom: each may import itself and those before it. */
const LAYERS = ['raft', 'trace', 'sim', 'conformance', 'report', 'cli']

/** Who may import the engine: those from `conformance` on. */
const ABOVE_THE_ENGINE = LAYERS.slice(LAYERS.indexOf('conformance'))

const oneWay = LAYERS.slice(0, -1).map((layer, at) => ({
  name: `${layer}-imports-downwards-only`,
  comment: 'Imports go one way: raft <- trace <- sim <- conformance <- report <- cli.',
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: `^src/(${LAYERS.slice(at + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...oneWay,
    {
      name: 'the-engine-knows-nothing-of-raft',
      comment: 'src/tla is exported on its own; only itself and libraries may stand below it.',
      severity: 'error',
      from: { path: '^src/tla/' },
      to: { path: '^src/', pathNot: '^src/tla/' },
    },
    {
      name: 'only-conformance-and-above-see-the-engine',
      comment: 'raft, trace and sim never see src/tla.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(tla|${ABOVE_THE_ENGINE.join('|')})/` },
      to: { path: '^src/tla/' },
    },
    {
      name: 'only-the-command-line-touches-node',
      comment: 'Below src/cli text comes in and text goes out: workers and bytes are handed in.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-imports-the-program',
      comment: 'Importing bin would run it.',
      severity: 'error',
      from: {},
      to: { path: '^src/cli/bin[.]ts$' },
    },
    {
      name: 'src-stands-alone',
      comment: 'What is shipped imports neither tests, nor scripts, nor a development dependency.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'no-development-dependency-in-src',
      comment: 'A consumer would not have it.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm'],
      },
    },
    {
      name: 'every-file-in-a-layer',
      comment: 'A folder of src that no rule knows would be free to import anything.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(tla|${LAYERS.join('|')})/` },
      to: {},
    },
    {
      name: 'no-cycles-across-folders',
      comment:
        'Expressions hold expressions, so the modules of one phase may call each other; beyond a folder, two modules that need each other are one module, or three.',
      severity: 'error',
      from: { path: '^((?:src|test|scripts)/.+)/[^/]+$' },
      to: { circular: true, via: { pathNot: '^$1/', dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'Every import is found.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
