/** The checks by the names that the report has, in the order in which they are made. */
export const NAMES = {
  address: 'Base URL',
  resolution: 'Name resolution',
  backend: 'Reachability',
  proxy: 'Proxy',
  certificate: 'TLS and certificate',
  api: 'Repository API',
  clock: 'Clock',
  signIn: 'Sign-in',
  repository: 'Repository',
  read: 'Right to read',
  linkTypes: 'Link types',
  write: 'Right to change links',
  versions: 'Versions',
} as const;
