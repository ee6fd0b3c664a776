import type { Group } from '../frame/navigation.ts'
export const CommandBar = (_: { groups: readonly Group[]; onClose: () => void }) => null
