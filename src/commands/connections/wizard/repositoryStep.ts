import * as vscode from 'vscode';
import type { RepositoryInfo } from '../../../api';
import { askChoice, askText, type Asked, type StepFrame } from '../../../ui';
import { watched } from '../../support/progress';
import { checkRepository } from './checks';
import { appOf, askerOf, describePlace, wantedOf, type Draft, type WizardDeps } from './draft';

/** Asks for the repository: among those that the server offers, else by its id. A person signs in for that. */
export async function askRepository(
  frame: StepFrame,
  draft: Draft,
  deps: WizardDeps,
  failure: string | undefined,
): Promise<Asked<Partial<Draft>>> {
  const more = { ...(await signedIn(draft, deps)) };
  const offered = await repositoriesFor({ ...draft, ...more }, deps);
  const asked =
    offered.length > 0 && failure === undefined
      ? await askAmong(frame, draft, offered)
      : await askText(frame, {
          prompt: vscode.l10n.t('Repository id'),
          placeholder: 'r-abc123',
          value: draft.repoId ?? '',
          validate: checkRepository,
          failure,
        });
  const seen = { ...more, offered: { to: askerOf({ ...draft, ...more }), repositories: offered } };
  return typeof asked === 'object' ? { answer: { ...seen, repoId: asked.answer } } : asked;
}

function askAmong(
  frame: StepFrame,
  { repoId }: Draft,
  offered: readonly RepositoryInfo[],
): Promise<Asked<string>> {
  return askChoice(frame, {
    placeholder: vscode.l10n.t('Repository, or type the id of another one'),
    chosen: repoId,
    choices: offered.map((one) => ({
      label: one.repoName ?? one.repoId,
      description: one.repoId,
      value: one.repoId,
    })),
    typed: (text) => {
      if (offered.some((one) => one.repoId === text)) return undefined;
      const wrong = checkRepository(text);
      return wrong === undefined
        ? { icon: 'database', label: text, description: vscode.l10n.t('another repository'), value: text }
        : { icon: 'error', label: wrong };
    },
  });
}

/** Opens the browser where nobody has signed in to the app yet; in an edit a saved sign-in may do. */
async function signedIn(draft: Draft, { connections, editOf }: WizardDeps): Promise<Pick<Draft, 'signedIn'>> {
  const wanted = wantedOf(draft);
  if (wanted.kind !== 'person' || wanted.tokens || editOf !== undefined) return {};
  const tokens = await watched(vscode.l10n.t('Sign in to Laserfiche in the browser'), ({ signal }) =>
    connections.signInPerson(wanted, signal),
  );
  return { signedIn: { app: appOf(draft), tokens } };
}

async function repositoriesFor(
  draft: Draft,
  { connections, editOf }: WizardDeps,
): Promise<readonly RepositoryInfo[]> {
  if (draft.offered?.to === askerOf(draft)) return draft.offered.repositories;
  return watched(vscode.l10n.t('Looking for repositories at {0}', describePlace(draft)), ({ signal }) =>
    connections.listRepositories(wantedOf(draft), { signal, ...(editOf !== undefined && { editOf }) }),
  );
}
