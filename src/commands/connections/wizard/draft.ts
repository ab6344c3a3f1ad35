import * as vscode from 'vscode';
import { parseAccessKey, type RepositoryInfo, type StoredTokens } from '../../../api';
import type { Connection, Connections, NewConnection, OwnConnection } from '../../../connections';

/** What was typed so far. It lives as long as the wizard. */
export interface Draft {
  readonly kind?: OwnConnection['kind'];
  readonly baseUrl?: string;
  readonly username?: string;
  readonly password?: string;
  readonly accessKey?: string;
  readonly servicePrincipalKey?: string;
  readonly domain?: string;
  readonly clientId?: string;
  /** Empty: any. */
  readonly port?: string;
  readonly repoId?: string;
  readonly name?: string;
  /** What the browser gave, and for which app. */
  readonly signedIn?: { readonly app: string; readonly tokens: StoredTokens };
  /** What the server offers, and to whom; a way back does not ask again. */
  readonly offered?: { readonly to: string; readonly repositories: readonly RepositoryInfo[] };
  /** A server of its own in place of the cloud; never typed. */
  readonly signInOrigin?: string;
  readonly cloudBaseUrl?: string;
}

/** What the steps work with. */
export interface WizardDeps {
  readonly connections: Connections;
  /** Takes the technical side of a failure, which the wizard says in words. */
  readonly log: (error: unknown, operation: string) => void;
  /** The connection that is edited: its kind stays, and empty secrets are the saved ones. */
  readonly editOf?: string;
}

/** A saved connection as a draft; secrets are left empty, which means that they stay. */
export function draftOf(connection: Connection): Draft {
  const { name, repoId } = connection;
  switch (connection.kind) {
    case 'sandbox':
      return {};
    case 'selfHosted':
      return { kind: 'selfHosted', name, repoId, baseUrl: connection.baseUrl, username: connection.username };
    case 'serviceApp':
    case 'person': {
      const { kind, domain, clientId, signInOrigin, baseUrl } = connection;
      const port = connection.kind === 'person' ? connection.port : undefined;
      return {
        ...{ kind, name, repoId, domain, clientId },
        ...(port !== undefined && { port: String(port) }),
        ...(signInOrigin !== undefined && { signInOrigin, cloudBaseUrl: baseUrl }),
      };
    }
  }
}

/** The connection that a draft stands for. Empty secrets are left out. */
export function wantedOf(draft: Draft): NewConnection {
  const { kind = 'selfHosted', signInOrigin, cloudBaseUrl } = draft;
  const common = { name: trimmed(draft.name), repoId: trimmed(draft.repoId) };
  const elsewhere = {
    ...(signInOrigin !== undefined && { signInOrigin }),
    ...(cloudBaseUrl !== undefined && { baseUrl: cloudBaseUrl }),
  };
  switch (kind) {
    case 'selfHosted': {
      const { password = '' } = draft;
      const place = { baseUrl: trimmed(draft.baseUrl), username: trimmed(draft.username) };
      return { kind, ...common, ...place, ...(password !== '' && { password }) };
    }
    case 'serviceApp': {
      const [accessKey, servicePrincipalKey] = [trimmed(draft.accessKey), trimmed(draft.servicePrincipalKey)];
      return {
        ...{ kind, ...common, ...elsewhere },
        ...(accessKey !== '' && { accessKey }),
        ...(servicePrincipalKey !== '' && { servicePrincipalKey }),
      };
    }
    case 'person': {
      const tokens = draft.signedIn?.app === appOf(draft) ? draft.signedIn.tokens : undefined;
      return {
        ...{
          kind,
          ...common,
          ...elsewhere,
          domain: trimmed(draft.domain),
          clientId: trimmed(draft.clientId),
        },
        ...(trimmed(draft.port) !== '' && { port: Number(draft.port) }),
        ...(tokens && { tokens }),
      };
    }
  }
}

/** Names whom a person signs in to: another app or region needs another sign-in. */
export function appOf({ domain, clientId, port, signInOrigin }: Draft): string {
  return JSON.stringify([trimmed(domain), trimmed(clientId), trimmed(port), signInOrigin]);
}

/** Names who asks for the list of repositories. */
export function askerOf(draft: Draft): string {
  const { kind, baseUrl, accessKey, servicePrincipalKey } = draft;
  return JSON.stringify([kind, baseUrl, accessKey, servicePrincipalKey, appOf(draft)]);
}

/** What a failure calls the server. */
export function describePlace(draft: Draft): string {
  if (draft.kind === 'selfHosted') return trimmed(draft.baseUrl);
  const parsed = parseAccessKey(draft.accessKey ?? '');
  const domain = draft.kind === 'serviceApp' && parsed.ok ? parsed.accessKey.domain : trimmed(draft.domain);
  return domain === '' ? vscode.l10n.t('Laserfiche Cloud') : vscode.l10n.t('Laserfiche Cloud ({0})', domain);
}

export const trimmed = (text: string | undefined): string => text?.trim() ?? '';
