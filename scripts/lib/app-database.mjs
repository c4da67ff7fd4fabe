/**
 * The application's own connection, derived from the owner's: same server, same database, the role without powers.
 *
 * @param {string} ownerUrl
 * @param {string} password
 */
export function appDatabaseUrl(ownerUrl, password) {
  const url = new URL(ownerUrl)
  url.username = 'groundwork_app'
  url.password = password
  return url.href
}
