import type { Identity } from './object.ts'

/** The fields that tell who a record is: those whose change asks for a new look. */
export const identityFields = (identity: Identity): string[] => [
  identity.name,
  ...(identity.aliases ?? []),
  ...(identity.codes ?? []),
  ...(identity.idCards ?? []),
  ...(identity.phones ?? []),
  ...(identity.emails ?? []),
  ...(identity.sites ?? []),
  ...(identity.address === undefined ? [] : [identity.address]),
  ...(identity.place === undefined ? [] : [identity.place]),
  ...(identity.company === undefined ? [] : [identity.company]),
  ...(identity.group === undefined ? [] : [identity.group]),
]
