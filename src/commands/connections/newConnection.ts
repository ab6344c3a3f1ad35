import * as vscode from 'vscode';
import { normalizeBaseUrl } from '../../api';
import type { Connection, NewConnection } from '../../connections';
import { UserError } from '../../ui';
import { type ArgumentsOf, byKind, form, optional, port, text } from '../schema';
import { checkAccessKey, checkBaseUrl, checkDomain } from './wizard/checks';

const ALL = { name: text(), repoId: text() };
/** A server on this machine in place of Laserfiche Cloud, by both its addresses: for the sandbox. */
const ELSEWHERE = { baseUrl: optional(text()), signInOrigin: optional(text()) };

/** A connection to be. */
export const NEW_CONNECTION = byKind({
  selfHosted: form({ ...ALL, baseUrl: text(), username: text(), password: text('orEmpty') }),
  serviceApp: form({ ...ALL, accessKey: text(), servicePrincipalKey: text(), ...ELSEWHERE }),
  person: form(
    { ...ALL, domain: text(), clientId: text(), port: optional(port()), ...ELSEWHERE },
    { note: 'opens the browser' },
  ),
});

/** What is left out stays; the kind can't change. A secret stays where it would go to the same place. */
export const CHANGED_CONNECTION = form(
  {
    connectionId: text(),
    name: optional(text()),
    repoId: optional(text()),
    baseUrl: optional(text()),
    username: optional(text()),
    password: optional(text('orEmpty')),
    accessKey: optional(text('orEmpty')),
    servicePrincipalKey: optional(text('orEmpty')),
    domain: optional(text()),
    clientId: optional(text()),
    port: optional(port()),
    signInOrigin: optional(text()),
  },
  { note: 'what is to change of it' },
);

/** The connection that an argument object asks for. */
export function newConnection(args: ArgumentsOf<typeof NEW_CONNECTION>): NewConnection {
  switch (args.kind) {
    case 'selfHosted':
      return { ...args, baseUrl: checkedBaseUrl(args.baseUrl) };
    case 'serviceApp':
      refuse(checkAccessKey(args.accessKey), (why) =>
        vscode.l10n.t("The access key can't be used: {0}", why),
      );
      return args;
    case 'person':
      return { ...args, domain: checkedDomain(args.domain) };
  }
}

/** A saved connection with what an argument object changes of it. Secrets that it does not name are left out. */
export function changedConnection(
  args: ArgumentsOf<typeof CHANGED_CONNECTION>,
  connection: Connection,
): NewConnection {
  const { password, accessKey, servicePrincipalKey } = args;
  const common = { name: args.name ?? connection.name, repoId: args.repoId ?? connection.repoId };
  switch (connection.kind) {
    case 'sandbox':
      throw new UserError(vscode.l10n.t('The sandbox has nothing to set. Choose another connection.'));
    case 'selfHosted': {
      const baseUrl = checkedBaseUrl(args.baseUrl ?? connection.baseUrl);
      const username = args.username ?? connection.username;
      return {
        kind: 'selfHosted',
        ...common,
        baseUrl,
        username,
        ...(password !== undefined && { password }),
      };
    }
    case 'serviceApp':
      return {
        ...{ kind: connection.kind, ...common, ...elsewhereOf(args, connection) },
        ...(accessKey !== undefined && { accessKey }),
        ...(servicePrincipalKey !== undefined && { servicePrincipalKey }),
      };
    case 'person': {
      const domain = checkedDomain(args.domain ?? connection.domain);
      const clientId = args.clientId ?? connection.clientId;
      const ownPort = args.port ?? connection.port;
      return {
        ...{ kind: connection.kind, ...common, ...elsewhereOf(args, connection), domain, clientId },
        ...(ownPort !== undefined && { port: ownPort }),
      };
    }
  }
}

function elsewhereOf(
  { baseUrl, signInOrigin }: { readonly baseUrl?: string; readonly signInOrigin?: string },
  saved: { readonly baseUrl: string; readonly signInOrigin?: string },
) {
  const origin = signInOrigin ?? saved.signInOrigin;
  if (origin === undefined && baseUrl === undefined) return {};
  return { baseUrl: baseUrl ?? saved.baseUrl, ...(origin !== undefined && { signInOrigin: origin }) };
}

function checkedBaseUrl(url: string): string {
  refuse(checkBaseUrl(url), (why) => vscode.l10n.t("The base URL can't be used: {0}", why));
  return url;
}

function checkedDomain(domain: string): string {
  refuse(checkDomain(domain), (why) => vscode.l10n.t("The region can't be used: {0}", why));
  return domain;
}

function refuse(wrong: string | undefined, sentence: (why: string) => string): void {
  if (wrong !== undefined) throw new UserError(sentence(wrong));
}

/** What a sentence calls the place that a new connection leads to. */
export function describeWanted(wanted: NewConnection): string {
  return wanted.kind === 'selfHosted' ? normalizeBaseUrl(wanted.baseUrl) : vscode.l10n.t('Laserfiche Cloud');
}
