/**
 * The linter's part of the rules of CONTRIBUTING.md. What concerns which module may import which
 * stands in .dependency-cruiser.cjs.
 */
import functional from 'eslint-plugin-functional'
import { configs } from 'typescript-eslint'

const DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'No default exports: one name everywhere.',
}

/** Beside those of the whole tree, for src, test and scripts. */
const restrictedSyntax = [
  DEFAULT_EXPORT,
  {
    selector: 'ExportAllDeclaration',
    message: 'No barrels: import from the module that defines.',
  },
  {
    selector: 'ClassDeclaration, ClassExpression',
    message: 'No classes: plain records and functions.',
  },
  {
    selector: 'TSAsExpression > TSAsExpression.expression',
    message: 'No double assertion: decode, or narrow.',
  },
  {
    selector: "MemberExpression[object.name='test'][property.name=/^(skip|only|todo|failing)$/]",
    message: 'No test is switched off.',
  },
]

const restrictedImports = {
  patterns: [
    {
      regex: String.raw`^(fp-ts|io-ts)/(?!lib/.+\.js$)`,
      message: "Under ESM only 'fp-ts/lib/X.js' or the root works at run time.",
    },
  ],
}

/** Globals that a browser does not have, or that make a result depend on the moment. */
const restrictedGlobals = [
  'process',
  'Buffer',
  'setImmediate',
  '__dirname',
  '__filename',
  'require',
]

const TEXT_IN_TEXT_OUT =
  'Below src/cli text comes in and text goes out, so that it runs in a browser.'

const everywhere = {
  files: ['**/*.ts'],
  languageOptions: {
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
  rules: {
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/consistent-type-exports': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
    ],
    '@typescript-eslint/prefer-readonly': 'error',
    '@typescript-eslint/no-unused-vars': [
      'error',
      { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
    ],
    '@typescript-eslint/no-confusing-void-expression': [
      'error',
      { ignoreVoidOperator: true, ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
    ],
    // A member that is a function may be taken out of its record: there is no `this`.
    '@typescript-eslint/method-signature-style': ['error', 'property'],
    '@typescript-eslint/no-meaningless-void-operator': 'off',
    'no-restricted-syntax': ['error', ...restrictedSyntax],
    'no-restricted-imports': ['error', restrictedImports],
    'no-console': 'error',
    'no-var': 'error',
    'no-param-reassign': 'error',
    'prefer-const': 'error',
    'object-shorthand': 'error',
    eqeqeq: 'error',
    'max-lines': ['error', { max: 450 }],
    'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
    complexity: ['error', { max: 20, variant: 'modified' }],
  },
}

/** A test tells a story, and its helper functions are seen at once all the same. */
const tests = {
  files: ['test/**/*.ts'],
  rules: { 'max-lines-per-function': 'off', complexity: 'off' },
}

const belowTheCommandLine = {
  files: ['src/**/*.ts'],
  ignores: ['src/cli/**'],
  rules: {
    'no-restricted-globals': [
      'error',
      ...restrictedGlobals.map((name) => ({ name, message: TEXT_IN_TEXT_OUT })),
    ],
  },
}

/** The one exception of the engine; see its comment. */
const theOneClass = {
  files: ['src/tla/syntax/Diagnostic.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      ...restrictedSyntax.filter(({ selector }) => !selector.startsWith('Class')),
    ],
  },
}

/** Here specifications become JavaScript: of a text that holds nothing of the specification's own. */
const compiler = {
  files: ['src/tla/compile/Context.ts'],
  rules: { '@typescript-eslint/no-implied-eval': 'off' },
}

/**
 * No mutation that can be seen from outside. A value that a function builds for itself is named
 * `mutable...`, so that a reader sees what the linter has to believe.
 */
const core = {
  files: ['src/raft/**/*.ts'],
  plugins: { functional },
  rules: {
    'functional/immutable-data': [
      'error',
      { ignoreImmediateMutation: true, ignoreIdentifierPattern: '^mutable' },
    ],
    'functional/no-classes': 'error',
    'functional/no-this-expressions': 'error',
    'functional/no-promise-reject': 'error',
    'functional/no-try-statements': 'error',
    'functional/type-declaration-immutability': [
      'error',
      { rules: [{ identifiers: '.+', immutability: 'ReadonlyDeep', comparator: 'AtLeast' }] },
    ],
    'no-restricted-globals': [
      'error',
      ...restrictedGlobals.map((name) => ({ name, message: TEXT_IN_TEXT_OUT })),
      ...['Date', 'performance', 'setTimeout', 'setInterval', 'queueMicrotask', 'crypto'].map(
        (name) => ({ name, message: 'Time and randomness are arguments of the core.' }),
      ),
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random', message: 'Randomness is an argument of the core.' },
    ],
    'no-restricted-syntax': [
      'error',
      ...restrictedSyntax,
      {
        selector: ':function > Identifier.params[name=/^mutable/]',
        message: 'What a caller hands in is never changed.',
      },
      {
        selector: 'AwaitExpression, [async=true]',
        message: 'The core computes; it never waits.',
      },
    ],
  },
}

/** The program that talks to people, and the scripts that do. */
const speaking = { files: ['src/cli/**/*.ts'], rules: { 'no-console': 'off' } }

/** Scripts that run before anything is installed or compiled, and configuration. */
const plain = {
  files: ['**/*.{js,mjs,cjs}'],
  rules: {
    'no-undef': 'off',
    'no-unused-vars': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    eqeqeq: 'error',
    'max-lines': ['error', { max: 450 }],
    'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
  },
}

export default [
  { ignores: ['build/**', 'coverage/**', 'node_modules/**', 'docs/.vitepress/**'] },
  ...configs.strictTypeChecked.map((config) => ({ ...config, files: everywhere.files })),
  everywhere,
  tests,
  belowTheCommandLine,
  theOneClass,
  compiler,
  core,
  speaking,
  plain,
]
