export const words = {
  clients: { title: 'Clients', plural: 'clients' },
  policies: { title: 'Policies', plural: 'policies' },
  claims: { title: 'Claims', plural: 'claims' },
} as const
