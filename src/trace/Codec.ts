/**
 * Codecs of io-ts that also say what they accept, as data. From that data alone come the JSON
 * Schema and the canonical order of keys, so neither can drift from what is decoded.
 *
 * Nothing is transformed: what a codec accepts, it returns as it is. A value that is right is
 * therefore only looked at; a context for error messages is built where something is wrong.
 */
import * as t from 'io-ts'

/** What a codec accepts. */
export type Form =
  | { readonly _tag: 'Whole'; readonly least: number }
  | { readonly _tag: 'Text'; readonly least: number }
  | { readonly _tag: 'Flag' }
  | { readonly _tag: 'Constant'; readonly value: string | number }
  | { readonly _tag: 'Name'; readonly names: readonly string[] }
  | { readonly _tag: 'Nullable'; readonly of: Form }
  | { readonly _tag: 'List'; readonly of: Form; readonly least: number; readonly unique: boolean }
  | { readonly _tag: 'Dictionary'; readonly of: Form }
  | ClosedForm
  | {
      readonly _tag: 'Cases'
      readonly by: string
      readonly cases: readonly (readonly [name: string, form: ClosedForm])[]
      readonly otherwise: ClosedForm
    }
  | { readonly _tag: 'Anything' }

export interface ClosedForm {
  readonly _tag: 'Closed'
  readonly name: string
  readonly fields: readonly (readonly [key: string, field: FieldForm])[]
  /** At most one of these keys may be given. */
  readonly notBoth: readonly [string, string] | null
}

export interface FieldForm {
  readonly optional: boolean
  readonly form: Form
}

/** Covariant in A, other than `t.Type`: a codec of a part can stand where any codec is wanted. */
export interface Codec<A, F extends Form = Form> extends t.Decoder<unknown, A> {
  readonly is: (value: unknown) => value is A
  readonly form: F
}

type Explain = (value: unknown, context: t.Context) => t.Validation<never>

const codec = <A, F extends Form>(
  expected: string,
  form: F,
  is: (value: unknown) => value is A,
  explain: Explain = t.failure,
): Codec<A, F> =>
  Object.assign(
    new t.Type<A, A, unknown>(
      expected,
      is,
      (value, context) => (is(value) ? t.success(value) : explain(value, context)),
      t.identity,
    ),
    { form },
  )

const fits = (part: Codec<unknown>, value: unknown): boolean => part.is(value)

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A whole number that JavaScript holds exactly. */
export const whole = (least: number): Codec<number> =>
  codec(
    `a whole number from ${least}`,
    { _tag: 'Whole', least },
    (value): value is number => Number.isSafeInteger(value) && Number(value) >= least,
  )

export const text = (expected: string, least = 0): Codec<string> =>
  codec(
    expected,
    { _tag: 'Text', least },
    (value): value is string => typeof value === 'string' && value.length >= least,
  )

export const flag: Codec<boolean> = codec(
  'true or false',
  { _tag: 'Flag' },
  (value): value is boolean => typeof value === 'boolean',
)

export const constant = <A extends string | number>(value: A): Codec<A> =>
  codec(JSON.stringify(value), { _tag: 'Constant', value }, (given): given is A => given === value)

/** One of some names. */
export const name = <A extends string>(names: readonly A[]): Codec<A> => {
  const known: ReadonlySet<unknown> = new Set(names)
  return codec(
    names.length === 0 ? 'nothing: none is known yet' : `one of ${names.join(', ')}`,
    { _tag: 'Name', names },
    (value): value is A => known.has(value),
  )
}

export const nullable = <A>(of: Codec<A>): Codec<A | null> =>
  codec(
    `${of.name}, or null`,
    { _tag: 'Nullable', of: of.form },
    (value): value is A | null => value === null || of.is(value),
  )

/** Explains what is wrong in one part of a value. */
const inside = (key: string, part: Codec<unknown>, value: unknown, context: t.Context) => {
  const found = part.validate(value, t.appendContext(context, key, part, value))
  return found._tag === 'Left' ? found : t.failures<never>([])
}

interface ListBounds {
  readonly least?: number
  /** For lists of text. */
  readonly unique?: boolean
}

export const list = <A>(of: Codec<A>, { least = 0, unique = false }: ListBounds = {}) => {
  const enough = (value: readonly unknown[]): boolean =>
    value.length >= least && (!unique || new Set(value).size === value.length)
  return codec(
    `a list${least > 0 ? `, not empty,` : ''}${unique ? ' without repetition' : ''} of: ${of.name}`,
    { _tag: 'List', of: of.form, least, unique },
    (value): value is readonly A[] =>
      Array.isArray(value) && enough(value) && value.every((item) => fits(of, item)),
    (value, context) => {
      if (!Array.isArray(value)) return t.failure(value, context)
      const at = value.findIndex((item) => !fits(of, item))
      return at < 0 ? t.failure(value, context) : inside(`${at}`, of, value[at], context)
    },
  )
}

/** An object whose keys are not known beforehand, as a map by server is. */
export const dictionary = <A>(keys: string, of: Codec<A>): Codec<Readonly<Record<string, A>>> =>
  codec(
    `an object by ${keys}, of: ${of.name}`,
    { _tag: 'Dictionary', of: of.form },
    (value): value is Readonly<Record<string, A>> =>
      isObject(value) && Object.keys(value).every((key) => fits(of, value[key])),
    (value, context) => {
      const wrong = isObject(value)
        ? Object.entries(value).find(([, item]) => !fits(of, item))
        : undefined
      return wrong === undefined
        ? t.failure(value, context)
        : inside(wrong[0], of, wrong[1], context)
    },
  )

export const anything: Codec<unknown> = codec(
  'anything',
  { _tag: 'Anything' },
  (value): value is unknown => value !== undefined,
)

interface Field<A> {
  readonly optional: boolean
  readonly codec: Codec<A>
}
interface RequiredField<A> extends Field<A> {
  readonly optional: false
}
interface OptionalField<A> extends Field<A> {
  readonly optional: true
}
export const required = <A>(of: Codec<A>): RequiredField<A> => ({ optional: false, codec: of })
export const optional = <A>(of: Codec<A>): OptionalField<A> => ({ optional: true, codec: of })

/** The compiler holds the codec to the interface: every key, and optional exactly where it is. */
type Fields<A> = {
  readonly [K in keyof A]-?: Partial<Pick<A, K>> extends Pick<A, K>
    ? OptionalField<Exclude<A[K], undefined>>
    : RequiredField<A[K]>
}

const explainClosed =
  (
    fields: ReadonlyMap<string, Field<unknown>>,
    notBoth: readonly [string, string] | null,
  ): Explain =>
  (value, context) => {
    if (!isObject(value)) return t.failure(value, context)
    for (const [key, item] of Object.entries(value)) {
      const field = fields.get(key)
      if (field === undefined)
        return t.failure(
          item,
          context,
          `has the unknown key ${JSON.stringify(key)}, expected only ${[...fields.keys()].join(', ')}`,
        )
      if (!fits(field.codec, item)) return inside(key, field.codec, item, context)
    }
    for (const [key, field] of fields)
      if (!field.optional && !Object.hasOwn(value, key))
        return t.failure(
          undefined,
          t.appendContext(context, key, field.codec),
          `is missing, expected ${field.codec.name}`,
        )
    return t.failure(value, context, `has both ${(notBoth ?? []).join(' and ')}, expected only one`)
  }

/**
 * An object with these keys and no other. The combinators of io-ts keep or strip unknown keys
 * without a word, so a misspelt field would pass as one that was not observed.
 */
export const closed = <A extends object>(
  title: string,
  fields: Fields<A>,
  notBoth: readonly [keyof A & string, keyof A & string] | null = null,
): Codec<A, ClosedForm> => {
  const entries: readonly (readonly [string, Field<unknown>])[] = Object.entries(fields)
  const byKey = new Map(entries)
  const needed = entries.filter(([, field]) => !field.optional).map(([key]) => key)
  const form: ClosedForm = {
    _tag: 'Closed',
    name: title,
    fields: entries.map(([key, { optional: may, codec: of }]) => [
      key,
      { optional: may, form: of.form },
    ]),
    notBoth,
  }
  const is = (value: unknown): value is A => {
    if (!isObject(value)) return false
    for (const key of Object.keys(value)) {
      const field = byKey.get(key)
      if (field === undefined || !fits(field.codec, value[key])) return false
    }
    return (
      needed.every((key) => Object.hasOwn(value, key)) &&
      (notBoth === null || !notBoth.every((key) => Object.hasOwn(value, key)))
    )
  }
  return codec(title, form, is, explainClosed(byKey, notBoth))
}

/**
 * A closed object whose other keys depend on one of them, `by`: each case holds that key as a
 * constant, `otherwise` is for objects without it.
 */
export const cases = <A, B>(
  title: string,
  by: string,
  byName: { readonly [name in string]: Codec<A, ClosedForm> },
  otherwise: Codec<B, ClosedForm>,
): Codec<A | B> => {
  const known = new Map(Object.entries(byName))
  const tag = name([...known.keys()])
  const choose = (value: unknown): Codec<A | B> | undefined => {
    if (!isObject(value) || !Object.hasOwn(value, by)) return otherwise
    const given = value[by]
    return typeof given === 'string' ? known.get(given) : undefined
  }
  const form: Form = {
    _tag: 'Cases',
    by,
    cases: [...known].map(([key, of]) => [key, of.form]),
    otherwise: otherwise.form,
  }
  return codec(
    title,
    form,
    (value): value is A | B => choose(value)?.is(value) ?? false,
    (value, context) => {
      if (!isObject(value)) return t.failure(value, context)
      const chosen = choose(value)
      if (chosen === undefined) return inside(by, tag, value[by], context)
      const found = chosen.validate(value, context)
      return found._tag === 'Left' ? found : t.failure(value, context)
    },
  )
}
