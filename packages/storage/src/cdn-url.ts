/**
 * The same signed path, asked of the CDN. It must pass path and query on unchanged and ask the store under the store's own host, which
 * is what the signature names.
 */
export function throughCdn(url: URL, cdn: URL | undefined): URL {
  if (!cdn) return url
  const base = cdn.href.replace(/[?#].*$/, '').replace(/\/+$/, '')
  return new URL(`${base}${url.pathname}${url.search}`)
}
