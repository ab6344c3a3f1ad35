import * as vscode from 'vscode';
import type { Credentials, OwnConnection } from '../../../connections';
import {
  askText,
  BACK,
  COMMANDS,
  describeFailure,
  isCancelled,
  notify,
  type TextQuestion,
} from '../../../ui';
import type { CommandDeps } from '../../support/deps';
import { watched } from '../../../changeFlow';
import { checkAccessKey, required } from './checks';
import { readKeyFile } from './keyFile';

interface Question extends Omit<TextQuestion, 'title' | 'value' | 'failure'> {
  readonly id: 'password' | 'accessKey' | 'servicePrincipalKey';
}

type Typed = Partial<Record<Question['id'], string>>;

/** Asks for the secrets of a connection, or opens the browser, until it works; false when the person gives up. */
export async function signInAgain(connection: OwnConnection, deps: CommandDeps): Promise<boolean> {
  const { id, name } = connection;
  const questions = questionsOf(connection);
  let typed: Typed = {};
  let at = 0;
  let failure: string | undefined;
  for (;;) {
    const question = questions[at];
    if (question) {
      const asked = await askText({
        ...question,
        title: vscode.l10n.t('Sign In to {0}', name),
        step: [at + 1, questions.length],
        back: at > 0,
        value: typed[question.id] ?? '',
        failure,
      });
      failure = undefined;
      if (asked === undefined) return false;
      if (asked !== BACK) typed = { ...typed, [question.id]: asked };
      at += asked === BACK ? -1 : 1;
      continue;
    }
    try {
      const title =
        connection.kind === 'person'
          ? vscode.l10n.t('Sign in to {0} in the browser', name)
          : vscode.l10n.t('Signing in to {0}', name);
      const credentials = credentialsOf(connection, typed);
      await watched(title, ({ signal }) => deps.connections.signIn(id, credentials, signal));
      return true;
    } catch (error) {
      if (isCancelled(error) && questions.length === 0) return false;
      if (!isCancelled(error)) {
        const failed = vscode.l10n.t('Could not sign in to {0}', name);
        deps.log.failure(error, failed);
        failure = describeFailure(error, failed);
      }
      if (questions.length === 0 && !(await tryAgain(failure ?? ''))) return false;
      at = Math.max(0, questions.length - 1);
    }
  }
}

/** The browser has no box to say it in. */
async function tryAgain(sentence: string): Promise<boolean> {
  const [again, another] = [vscode.l10n.t('Try Again'), vscode.l10n.t('Use a Service App…')];
  const answer = await notify.error(sentence, again, another);
  if (answer === another) void vscode.commands.executeCommand(COMMANDS.addConnection);
  return answer === again;
}

function questionsOf(connection: OwnConnection): readonly Question[] {
  switch (connection.kind) {
    case 'selfHosted':
      return [
        {
          id: 'password',
          prompt: vscode.l10n.t('Password of {0} at {1}', connection.username, connection.baseUrl),
          secret: true,
          validate: () => undefined,
        },
      ];
    case 'serviceApp':
      return [
        {
          id: 'accessKey',
          prompt: vscode.l10n.t('Access key of the service app: paste it, or choose its file.'),
          secret: true,
          validate: checkAccessKey,
          fromFile: { label: vscode.l10n.t('Choose File…'), read: readKeyFile },
        },
        {
          id: 'servicePrincipalKey',
          prompt: vscode.l10n.t('Service principal key'),
          secret: true,
          validate: required(vscode.l10n.t('Type the service principal key.')),
        },
      ];
    case 'person':
      return [];
  }
}

function credentialsOf({ kind }: OwnConnection, typed: Typed): Credentials {
  const { password = '', accessKey = '', servicePrincipalKey = '' } = typed;
  switch (kind) {
    case 'selfHosted':
      return { kind, password };
    case 'serviceApp':
      return { kind, accessKey, servicePrincipalKey };
    case 'person':
      return { kind };
  }
}
