/**
 * Which variables have a next value at a point of an action, as far as the text tells: one letter
 * per variable, `n` for no, `y` for yes, `m` for maybe.
 */
export type Status = string

export const allUnassigned = (variables: number): Status => 'n'.repeat(variables)

export const isAssigned = (status: Status, variable: number): 'y' | 'n' | 'm' => {
  const letter = status[variable]
  return letter === 'y' || letter === 'n' ? letter : 'm'
}

export const assigned = (status: Status, variable: number): Status =>
  `${status.slice(0, variable)}y${status.slice(variable + 1)}`

/** After two paths have met. */
export const join = (a: Status, b: Status): Status =>
  a === b ? a : Array.from(a, (letter, k) => (letter === b[k] ? letter : 'm')).join('')

/** After code that may have assigned anything. */
export const blurred = (status: Status): Status => status.replaceAll('n', 'm')

export const isComplete = (status: Status): boolean => !/[nm]/.test(status)

export const maybeComplete = (status: Status): boolean => !status.includes('n')
