import * as vscode from 'vscode';
import { CLOUD_REGIONS } from '../../../api';
import { isBrowserHere } from '../../../connections';
import { sameRepoId } from '../../../domain';
import { askText, type Back, BACK, pickOne, type TextQuestion } from '../../../ui';
import {
  checkAccessKey,
  checkDomain,
  checkPort,
  checkUsername,
  orKept,
  required,
  type Check,
} from './checks';
import type { Draft, StepFrame, WizardDeps } from './draft';
import { readKeyFile } from './keyFile';
import { askRepository } from './repositoryStep';
import { askServer } from './serverStep';

export type StepId = Exclude<keyof Draft, 'signedIn' | 'offered' | 'signInOrigin' | 'cloudBaseUrl'>;

/** How a step asks. `failure`: why the person is here again. */
export type Step = (
  frame: StepFrame,
  draft: Draft,
  deps: WizardDeps,
  failure: string | undefined,
) => Promise<Partial<Draft> | Back | undefined>;

/** The steps for a kind of connection, after the kind itself, in their order. */
export const STEPS_OF: Readonly<Record<NonNullable<Draft['kind']>, readonly StepId[]>> = {
  selfHosted: ['baseUrl', 'username', 'password', 'repoId', 'name'],
  serviceApp: ['accessKey', 'servicePrincipalKey', 'repoId', 'name'],
  person: ['domain', 'clientId', 'port', 'repoId', 'name'],
};

const askKind: Step = async ({ title, ...frame }, { kind }) => {
  const asked = await pickOne(
    title,
    [
      {
        icon: 'server',
        label: vscode.l10n.t('Self-Hosted Server'),
        detail: vscode.l10n.t('A Laserfiche API server of your own, with user name and password.'),
        value: 'selfHosted' as const,
      },
      isBrowserHere()
        ? {
            icon: 'account',
            label: vscode.l10n.t('Laserfiche Cloud, as Myself'),
            detail: vscode.l10n.t('You sign in in the browser. Needs the client id of a single-page app.'),
            value: 'person' as const,
          }
        : {
            icon: 'circle-slash',
            label: vscode.l10n.t('Laserfiche Cloud, as Myself'),
            detail: vscode.l10n.t('Not in a remote or browser window. Choose a service app instead.'),
          },
      {
        icon: 'key',
        label: vscode.l10n.t('Laserfiche Cloud, with a Service App'),
        detail: vscode.l10n.t('Needs an access key and a service principal key. Works in every window.'),
        value: 'serviceApp' as const,
      },
    ],
    { ...frame, placeholder: vscode.l10n.t('What do you want to connect to?'), active: kind },
  );
  return changed(asked, (answer) => ({ kind: answer }));
};

const askDomain: Step = async ({ title, ...frame }, { domain }, _deps, failure) => {
  const regions = CLOUD_REGIONS.map((region) => ({
    label: region.name,
    description: region.domain,
    value: region.domain,
  }));
  const asked = await pickOne(title, regions, {
    ...frame,
    placeholder: failure ?? vscode.l10n.t('Region of the account, or type the domain of another one'),
    matchOnDescription: true,
    active: domain,
    typed: (typed) => {
      const wrong = checkDomain(typed);
      return wrong === undefined
        ? { icon: 'globe', label: typed, description: vscode.l10n.t('another region'), value: typed }
        : { icon: 'error', label: wrong };
    },
  });
  return changed(asked, (answer) => ({ domain: answer }));
};

/** A step that is one input box. */
function text(
  id: StepId,
  question: (
    draft: Draft,
    isEdit: boolean,
  ) => Omit<TextQuestion, keyof StepFrame | 'value' | 'failure'> & { suggest?: string },
): Step {
  return async (frame, draft, deps, failure) => {
    const { suggest = '', ...asked } = question(draft, deps.editOf !== undefined);
    const answer = await askText({ ...frame, ...asked, failure, value: draft[id] ?? suggest });
    return changed(answer, (value) => ({ [id]: value }));
  };
}

const secret = (
  isEdit: boolean,
  prompts: { readonly asked: string; readonly kept: string },
  check: Check,
) => ({
  secret: true,
  prompt: isEdit ? prompts.kept : prompts.asked,
  validate: isEdit ? orKept(check) : check,
});

export const STEPS: Readonly<Record<StepId, Step>> = {
  kind: askKind,
  domain: askDomain,
  repoId: askRepository,

  baseUrl: askServer,

  username: text('username', () => ({
    prompt: vscode.l10n.t('User name'),
    placeholder: vscode.l10n.t('user, user@domain or DOMAIN\\user'),
    validate: checkUsername,
  })),

  password: text('password', (_draft, isEdit) =>
    // Accounts without a password exist.
    secret(
      isEdit,
      {
        asked: vscode.l10n.t('Password, kept in the secret storage of VS Code.'),
        kept: vscode.l10n.t(
          'Password, kept in the secret storage of VS Code. Leave it empty to keep the saved one.',
        ),
      },
      () => undefined,
    ),
  ),

  accessKey: text('accessKey', (_draft, isEdit) => ({
    ...secret(
      isEdit,
      {
        asked: vscode.l10n.t(
          'Access key of the service app: paste it, or choose its file. It is kept in the secret storage of VS Code.',
        ),
        kept: vscode.l10n.t(
          'Access key of the service app: paste it, or choose its file. It is kept in the secret storage of VS Code. Leave it empty to keep the saved one.',
        ),
      },
      checkAccessKey,
    ),
    placeholder: vscode.l10n.t('The base64 text that the Developer Console exported'),
    fromFile: { label: vscode.l10n.t('Choose File…'), read: readKeyFile },
  })),

  servicePrincipalKey: text('servicePrincipalKey', (_draft, isEdit) =>
    secret(
      isEdit,
      {
        asked: vscode.l10n.t('Service principal key, kept in the secret storage of VS Code.'),
        kept: vscode.l10n.t(
          'Service principal key, kept in the secret storage of VS Code. Leave it empty to keep the saved one.',
        ),
      },
      required(vscode.l10n.t('Type the service principal key.')),
    ),
  ),

  clientId: text('clientId', () => ({
    prompt: vscode.l10n.t('Client id of the single-page app, from the Developer Console'),
    validate: required(vscode.l10n.t('Type the client id.')),
  })),

  port: text('port', () => ({
    prompt: vscode.l10n.t(
      'Port of the redirect address {0} that is registered for the app. Leave it empty for any port.',
      'http://localhost:{port}/callback',
    ),
    placeholder: vscode.l10n.t('For example 54321'),
    validate: checkPort,
  })),

  name: text('name', ({ repoId = '', offered }) => ({
    prompt: vscode.l10n.t('Name of the connection, as the view shows it'),
    suggest: offered?.repositories.find((one) => sameRepoId(one.repoId, repoId))?.name ?? repoId,
    validate: required(vscode.l10n.t('Type the name.')),
  })),
};

function changed<T extends string>(
  asked: T | Back | undefined,
  change: (answer: T) => Partial<Draft>,
): Partial<Draft> | Back | undefined {
  return asked === BACK || asked === undefined ? asked : change(asked);
}
