/** Which section of the extended Raft paper each module of the specification writes down. */
const sections: ReadonlyMap<string, string> = new Map([
  ['Terms', '5.1'],
  ['LeaderElection', '5.2 and 5.4.1'],
  ['LogReplication', '5.3'],
  ['Commitment', '5.3 and 5.4.2'],
  ['Safety', '5.4.3'],
  ['Restart', '5.5'],
  ['Network', '5.5'],
])

/** ` (section 5.3)` for a file of the specification, or nothing. */
export const sectionOf = (file: string): string => {
  const module = /([^/]+)\.tla$/.exec(file)?.[1] ?? ''
  const section = sections.get(module)
  return section === undefined ? '' : ` (section ${section} of the paper)`
}
