import * as vscode from 'vscode';
import { BaseUrlError, cloudDomainProblem, normalizeBaseUrl, parseAccessKey } from '../../../api';
import { describeAccessKey, describeBaseUrl, describeCloudDomain } from '../../../ui';

/** What is wrong with what was typed, in words; undefined when nothing is. */
export type Check = (text: string) => string | undefined;

/** `sentence`: what to do where nothing is typed. */
export const required =
  (sentence: string): Check =>
  (text) =>
    text.trim() === '' ? sentence : undefined;

/** Nothing typed keeps what is saved. */
export const orKept =
  (check: Check): Check =>
  (text) =>
    text.trim() === '' ? undefined : check(text);

export const checkBaseUrl: Check = (text) => {
  try {
    normalizeBaseUrl(text);
    return undefined;
  } catch (error) {
    if (error instanceof BaseUrlError) return describeBaseUrl(error.reason);
    throw error;
  }
};

/** `user`, `user@domain` or `DOMAIN\user`. */
export const checkUsername: Check = (text) => {
  const name = text.trim();
  if (name === '') return vscode.l10n.t('Type the user name.');
  if (/[\p{Cc}"/[\]:;|=,+*?<>]/u.test(name))
    return vscode.l10n.t('A user name has none of these characters: " / [ ] : ; | = , + * ? < >');
  const services = name.split('\\');
  return services.length > 2 || services.includes('')
    ? vscode.l10n.t('Type user, user@domain or DOMAIN\\user, with one backslash.')
    : undefined;
};

export const checkAccessKey: Check = (text) => {
  const parsed = parseAccessKey(text);
  return parsed.ok ? undefined : describeAccessKey(parsed.problem);
};

export const checkDomain: Check = (text) => {
  const problem = cloudDomainProblem(text.trim());
  return problem && describeCloudDomain(problem);
};

export const checkRepository: Check = (text) => {
  const id = text.trim();
  if (id === '') return vscode.l10n.t('Type the id of the repository.');
  return /[\p{Cc}/\\?#]/u.test(id)
    ? vscode.l10n.t('Type the bare id of the repository, for example r-abc123, without an address.')
    : undefined;
};

/** Empty: any port. */
export const checkPort: Check = (text) => {
  const port = text.trim();
  const isPort = port === '' || (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536);
  return isPort
    ? undefined
    : vscode.l10n.t('Type a port from 1 to 65535, or leave it empty when any port is registered.');
};
