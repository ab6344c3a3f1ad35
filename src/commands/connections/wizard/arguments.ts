import { normalizeBaseUrl } from '../../../api';
import type { Connection, NewConnection } from '../../../connections';
import { COMMANDS, UserError } from '../../../ui';
import { readArguments } from '../../support/arguments';
import { checkAccessKey, checkBaseUrl, checkDomain } from './checks';

type Fields = Readonly<Record<string, unknown>>;

/** The connection that an argument object asks for. */
export function readNewConnection(fields: Fields): NewConnection {
  const { text, has, port, kind } = reader(COMMANDS.addConnection, fields);
  const common = { name: text('name'), repoId: text('repoId') };
  const optional = (name: string) => (has(name) ? { [name]: text(name) } : {});
  const elsewhere = { ...optional('baseUrl'), ...optional('signInOrigin') };
  switch (kind()) {
    case 'selfHosted': {
      const baseUrl = checked(text('baseUrl'), checkBaseUrl, "The base URL can't be used");
      return {
        kind: 'selfHosted',
        ...common,
        baseUrl,
        username: text('username'),
        password: text('password', true),
      };
    }
    case 'serviceApp': {
      const accessKey = checked(text('accessKey'), checkAccessKey, "The access key can't be used");
      return {
        kind: 'serviceApp',
        ...common,
        ...elsewhere,
        accessKey,
        servicePrincipalKey: text('servicePrincipalKey'),
      };
    }
    case 'person': {
      const domain = checked(text('domain'), checkDomain, "The region can't be used");
      return { kind: 'person', ...common, ...elsewhere, domain, clientId: text('clientId'), ...port() };
    }
  }
}

/** A saved connection with what an argument object changes of it. Secrets that it does not name are left out. */
export function readChangedConnection(fields: Fields, connection: Connection): NewConnection {
  const { text, has, port } = reader(COMMANDS.editConnection, fields);
  const or = (name: string, saved: string) => (has(name) ? text(name) : saved);
  const common = { name: or('name', connection.name), repoId: or('repoId', connection.repoId) };
  const secret = (name: string) => (has(name) ? { [name]: text(name, true) } : {});
  switch (connection.kind) {
    case 'sandbox':
      throw new UserError('The sandbox has nothing to set. Choose another connection.');
    case 'selfHosted': {
      const baseUrl = checked(or('baseUrl', connection.baseUrl), checkBaseUrl, "The base URL can't be used");
      const username = or('username', connection.username);
      return { kind: 'selfHosted', ...common, baseUrl, username, ...secret('password') };
    }
    case 'serviceApp':
    case 'person': {
      const { signInOrigin } = connection;
      const origin = has('signInOrigin') ? text('signInOrigin') : signInOrigin;
      const elsewhere =
        origin === undefined && !has('baseUrl')
          ? {}
          : {
              baseUrl: or('baseUrl', connection.baseUrl),
              ...(origin !== undefined && { signInOrigin: origin }),
            };
      if (connection.kind === 'serviceApp')
        return {
          kind: 'serviceApp',
          ...common,
          ...elsewhere,
          ...secret('accessKey'),
          ...secret('servicePrincipalKey'),
        };
      const domain = checked(or('domain', connection.domain), checkDomain, "The region can't be used");
      const saved = connection.port === undefined ? {} : { port: connection.port };
      const clientId = or('clientId', connection.clientId);
      return { kind: 'person', ...common, ...elsewhere, domain, clientId, ...(has('port') ? port() : saved) };
    }
  }
}

function reader(command: 'laserficheLinks.addConnection' | 'laserficheLinks.editConnection', fields: Fields) {
  const read = readArguments(command, fields);
  return {
    ...read,
    kind: (): NewConnection['kind'] => {
      const kind = read.text('kind');
      return kind === 'selfHosted' || kind === 'serviceApp' || kind === 'person'
        ? kind
        : read.fail('"kind" must be "selfHosted", "serviceApp" or "person"');
    },
    port: (): { port?: number } => {
      if (!read.has('port')) return {};
      const port = read.id('port');
      return port < 65_536 ? { port } : read.fail('"port" must be below 65536');
    },
  };
}

function checked(text: string, check: (text: string) => string | undefined, what: string): string {
  const wrong = check(text);
  if (wrong !== undefined) throw new UserError(`${what}: ${wrong}`);
  return text;
}

/** What a sentence calls the place that a new connection leads to. */
export function wantedPlace(wanted: NewConnection): string {
  return wanted.kind === 'selfHosted' ? normalizeBaseUrl(wanted.baseUrl) : 'Laserfiche Cloud';
}
