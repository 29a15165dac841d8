import { fc } from '@fast-check/ava'
import type { ClosedForm, Form } from '../../src/trace/Codec.ts'

const IDS = ['s1', 's2', 's3'] as const

const closedValue = (form: ClosedForm): fc.Arbitrary<unknown> =>
  fc
    .record(Object.fromEntries(form.fields.map(([key, field]) => [key, accepted(field.form)])), {
      requiredKeys: form.fields.filter(([, field]) => !field.optional).map(([key]) => key),
    })
    .map((value) => {
      const [first, second] = form.notBoth ?? []
      if (first === undefined || second === undefined || !Object.hasOwn(value, first)) return value
      return Object.fromEntries(Object.entries(value).filter(([key]) => key !== second))
    })

/** Values that a codec accepts, drawn from what it says of itself. */
export const accepted = (form: Form): fc.Arbitrary<unknown> => {
  switch (form._tag) {
    case 'Whole':
      return fc.oneof(
        fc.integer({ min: form.least, max: 9 }),
        fc
          .maxSafeNat()
          .map((n) => n + form.least)
          .filter(Number.isSafeInteger),
      )
    case 'Text':
      return fc.oneof(fc.constantFrom(...IDS), fc.string({ minLength: form.least, unit: 'binary' }))
    case 'Flag':
      return fc.boolean()
    case 'Constant':
      return fc.constant(form.value)
    case 'Name':
      return fc.constantFrom(...form.names)
    case 'Nullable':
      return fc.option(accepted(form.of))
    case 'List': {
      // Of no name at all only the empty list can be made.
      const bounds = { minLength: form.least, maxLength: 3 }
      if (form.of._tag === 'Name' && form.of.names.length === 0) return fc.constant([])
      return form.unique
        ? fc.uniqueArray(accepted(form.of), bounds)
        : fc.array(accepted(form.of), bounds)
    }
    case 'Dictionary':
      return fc.dictionary(fc.oneof(fc.constantFrom(...IDS), fc.string()), accepted(form.of), {
        maxKeys: 3,
      })
    case 'Closed':
      return closedValue(form)
    case 'Cases':
      return fc.oneof(...form.cases.map(([, of]) => accepted(of)), accepted(form.otherwise))
    case 'Anything':
      return fc.jsonValue()
  }
}

/** What an edit puts in the place of what it hits. */
const intruder = fc.oneof(
  fc.constantFrom<unknown>(null, -1, 0, 1, 1.5, 2 ** 53, '', 's1', 'Leader', true, [], {}, [1]),
  fc.constantFrom<unknown>({ source: 's1' }, { term: 1 }, ['s1', 's1'], { entries: [{}] }),
  fc.jsonValue(),
)

/** One edit somewhere within a value: a part replaced, a key taken away, renamed or added. */
export interface Edit {
  /** Which way to go at each level, modulo the number of parts there. */
  readonly way: readonly number[]
  readonly kind: 'replace' | 'remove' | 'rename' | 'add'
  readonly value: unknown
  readonly key: string
}

export const edit: fc.Arbitrary<Edit> = fc.record({
  way: fc.array(fc.nat(12), { maxLength: 4 }),
  kind: fc.constantFrom('replace', 'remove', 'rename', 'add'),
  value: intruder,
  key: fc.constantFrom('term', 'type', 'note', 'actions', 'action', 'success', '__proto__', 'x'),
})

const editedHere = (value: unknown, { kind, key, value: by }: Edit, at: number): unknown => {
  if (kind === 'replace' || typeof value !== 'object' || value === null) return by
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    return kind === 'remove' ? items.toSpliced(at, 1) : [...items, by]
  }
  const entries: (readonly [string, unknown])[] = Object.entries(value)
  if (kind === 'add') return Object.fromEntries([...entries, [key, by]])
  const place = entries.length === 0 ? 0 : at % entries.length
  return Object.fromEntries(
    entries.flatMap(([name, part], k) => {
      if (k !== place) return [[name, part] as const]
      return kind === 'remove' ? [] : [[key, part] as const]
    }),
  )
}

/** Applies an edit; where the way ends early, it is applied there. */
export const edited = (value: unknown, given: Edit): unknown => {
  const [step, ...way] = given.way
  if (step === undefined) return editedHere(value, given, given.key.length)
  if (typeof value !== 'object' || value === null) return editedHere(value, given, step)
  const parts: (readonly [string, unknown])[] = Object.entries(value)
  const chosen = parts.length === 0 ? undefined : parts[step % parts.length]
  if (chosen === undefined) return editedHere(value, given, step)
  const inner = edited(chosen[1], { ...given, way })
  if (Array.isArray(value)) return value.with(Number(chosen[0]), inner)
  return Object.fromEntries(
    parts.map(([key, part]) => [key, key === chosen[0] ? inner : part] as const),
  )
}
