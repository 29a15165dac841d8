/** Module TLC and, of the community modules, Functions. */
import { items } from '../../values/Sequence.ts'
import { show } from '../../values/Show.ts'
import type { Value } from '../../values/Value.ts'
import { createArithmetic } from '../Arithmetic.ts'
import { shown } from '../Base.ts'
import type { At, Base } from '../Base.ts'
import type { Operation, Test } from './Sequences.ts'

/** A function or sequence as its arguments and images. */
export interface Graph {
  readonly keys: readonly Value[]
  readonly images: readonly Value[]
}

export const graphOf = (base: Base, value: Value, at: At): Graph => {
  const fn = base.normal(value, at)
  if (typeof fn === 'object' && fn.kind === 'Function') {
    return { keys: fn.domain.items, images: fn.values }
  }
  if (typeof fn === 'object' && fn.kind === 'Sequence') {
    return { keys: items(fn).map((_, k) => k + 1), images: items(fn) }
  }
  return base.fail('type', `expected a function, found ${shown(value)}`, at)
}

/** A function from its pairs; of two pairs with one argument the first counts. */
export const functionOf = (base: Base, pairs: readonly (readonly [Value, Value])[]): Value => {
  const images = new Map<Value, Value>()
  for (const [key, image] of pairs) if (!images.has(key)) images.set(key, image)
  const domain = base.interner.set([...images.keys()])
  return base.interner.fn(
    domain,
    domain.items.map((key) => images.get(key) as Value),
  )
}

const pairsOf = (graph: Graph): readonly (readonly [Value, Value])[] =>
  graph.keys.map((key, k) => [key, graph.images[k] as Value] as const)

const createTlc = (base: Base) => {
  const { interner } = base
  const permutations = (list: readonly Value[]): readonly (readonly Value[])[] =>
    list.length === 0
      ? [[]]
      : list.flatMap((item, k) =>
          permutations(list.filter((_, j) => j !== k)).map((rest) => [item, ...rest]),
        )
  return {
    ':>': (key: Value, image: Value, at: At): Value =>
      functionOf(base, [[base.normal(key, at), base.normal(image, at)]]),
    '@@': (f: Value, g: Value, at: At): Value =>
      functionOf(base, [...pairsOf(graphOf(base, f, at)), ...pairsOf(graphOf(base, g, at))]),
    Assert: (holds: Value, message: Value, at: At): boolean =>
      base.boolean(holds, at) || base.fail('assert', `Assert failed: ${show(message)}`, at),
    Permutations: (set: Value, at: At): Value => {
      const domain = base.finite(set, at)
      return interner.set(permutations(domain.items).map((images) => interner.fn(domain, images)))
    },
    ToString: (value: Value, at: At): Value => interner.string(show(base.normal(value, at))),
    TLCEval: (value: Value, at: At): Value => base.normal(value, at),
    // Printing has no place in an engine without a console; the values are those of the module.
    Print: (_: Value, value: Value): Value => value,
    PrintT: (): boolean => true,
  }
}

const isInjective = (graph: Graph): boolean => new Set(graph.images).size === graph.images.length

const createMaps = (base: Base) => {
  const { interner } = base
  const functions = (domain: Value, range: Value, at: At): readonly Value[] =>
    base.elements(
      {
        kind: 'LazySet',
        form: 'Functions',
        domain: base.finite(domain, at),
        range: base.set(range, at),
      },
      at,
    )
  const covers = (graph: Graph, range: readonly Value[]): boolean => {
    const images = new Set(graph.images)
    return range.every((value) => images.has(value))
  }
  const chosen = (
    domain: Value,
    range: Value,
    at: At,
    test: (graph: Graph, range: readonly Value[]) => boolean,
  ): readonly Value[] => {
    const all = base.elements(range, at)
    return functions(domain, range, at).filter((f) => test(graphOf(base, f, at), all))
  }
  const injection = (graph: Graph): boolean => isInjective(graph)
  const bijection = (graph: Graph, range: readonly Value[]): boolean =>
    isInjective(graph) && covers(graph, range)
  return {
    Injection: (s: Value, t: Value, at: At): Value => interner.set(chosen(s, t, at, injection)),
    Surjection: (s: Value, t: Value, at: At): Value => interner.set(chosen(s, t, at, covers)),
    Bijection: (s: Value, t: Value, at: At): Value => interner.set(chosen(s, t, at, bijection)),
    ExistsInjection: (s: Value, t: Value, at: At): boolean =>
      base.elements(s, at).length <= base.elements(t, at).length,
    ExistsSurjection: (s: Value, t: Value, at: At): boolean => chosen(s, t, at, covers).length > 0,
    ExistsBijection: (s: Value, t: Value, at: At): boolean =>
      base.elements(s, at).length === base.elements(t, at).length,
  }
}

const createFunctions = (base: Base) => {
  const { interner } = base
  const { add } = createArithmetic(base)
  const restricted = (f: Value, keep: (key: Value, image: Value) => boolean, at: At): Value =>
    functionOf(
      base,
      pairsOf(graphOf(base, f, at)).filter(([key, image]) => keep(key, image)),
    )
  const image = (f: Value, key: Value, at: At): Value => {
    const graph = graphOf(base, f, at)
    const k = graph.keys.indexOf(key)
    return k >= 0
      ? (graph.images[k] as Value)
      : base.fail('domain', `${shown(key)} is not in the domain of ${shown(f)}`, at)
  }
  const fold = (op: Operation, start: Value, f: Value, keys: readonly Value[], at: At): Value =>
    keys.reduceRight((sum, key) => op(image(f, key, at), sum), start)
  const inverse = (f: Value, s: readonly Value[], t: readonly Value[], at: At): Value =>
    functionOf(
      base,
      t.map((value) => {
        const isImage = graphOf(base, f, at).images.includes(value)
        const source = isImage ? s.find((key) => image(f, key, at) === value) : s[0]
        const none = (): never =>
          base.fail('choose', `Inverse: nothing maps to ${shown(value)}`, at)
        return [value, source ?? none()] as const
      }),
    )
  return {
    Restrict: (f: Value, s: Value, at: At): Value =>
      functionOf(
        base,
        base.elements(s, at).map((key) => [key, image(f, key, at)] as const),
      ),
    RestrictDomain: (f: Value, test: Test, at: At): Value =>
      restricted(f, (key) => base.boolean(test(key), at), at),
    RestrictValues: (f: Value, test: Test, at: At): Value =>
      restricted(f, (_, value) => base.boolean(test(value), at), at),
    IsRestriction: (f: Value, g: Value, at: At): boolean => {
      const whole = new Map(pairsOf(graphOf(base, g, at)))
      return pairsOf(graphOf(base, f, at)).every(([key, value]) => whole.get(key) === value)
    },
    Range: (f: Value, at: At): Value => interner.set(graphOf(base, f, at).images),
    Inverse: (f: Value, s: Value, t: Value, at: At): Value =>
      inverse(f, base.elements(s, at), base.elements(t, at), at),
    AntiFunction: (f: Value, at: At): Value => {
      const graph = graphOf(base, f, at)
      return inverse(f, graph.keys, interner.set(graph.images).items, at)
    },
    IsInjective: (f: Value, at: At): boolean => isInjective(graphOf(base, f, at)),
    FoldFunction: (op: Operation, start: Value, f: Value, at: At): Value =>
      fold(op, start, f, graphOf(base, f, at).keys, at),
    FoldFunctionOnSet: (op: Operation, start: Value, f: Value, keys: Value, at: At): Value =>
      fold(op, start, f, base.elements(keys, at), at),
    SumFunction: (f: Value, at: At): Value =>
      fold((a, b) => add(a, b, at), 0, f, graphOf(base, f, at).keys, at),
    SumFunctionOnSet: (f: Value, keys: Value, at: At): Value =>
      fold((a, b) => add(a, b, at), 0, f, base.elements(keys, at), at),
    Pointwise: (f: Value, g: Value, op: Operation, at: At): Value =>
      functionOf(
        base,
        pairsOf(graphOf(base, f, at)).map(
          ([key, value]) => [key, base.normal(op(value, image(g, key, at)), at)] as const,
        ),
      ),
  }
}

export const createFunctionsAndTlc = (base: Base) => ({
  ...createTlc(base),
  ...createMaps(base),
  ...createFunctions(base),
})
