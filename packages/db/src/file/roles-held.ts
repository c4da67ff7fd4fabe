/** The roles that a user holds in an organization, there or from above. */
export const rolesOf = (user: string, organization: string) =>
  `select m.role_id from membership m
   join organization home on home.id = m.organization_id
   join organization here on here.id = ${organization}
   where m.user_id = ${user} and m.is_active
     and (home.id = here.id or (m.includes_descendants and starts_with(here.path, home.path)))`
