import { RoleList } from './RoleList.tsx'
import { RoleObject } from './RoleObject.tsx'
import { RoleOverview } from './RoleOverview.tsx'

/** Roles: the list, one role over all objects, one role and one object. */
export const RolesTopic = ({ rest: [id, object] }: { rest: readonly string[] }) => {
  if (id === undefined) return <RoleList />
  if (object === undefined) return <RoleOverview id={id} />
  return <RoleObject id={id} path={object} />
}
