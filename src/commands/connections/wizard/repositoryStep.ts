import * as vscode from 'vscode';
import type { ListedRepository } from '../../../api';
import { sameRepoId } from '../../../domain';
import { askText, type Back, BACK, pickOne } from '../../../ui';
import { watched } from '../../../changeFlow';
import { checkRepository } from './checks';
import { appOf, askerOf, describePlace, inputOf, type Draft, type StepFrame, type WizardDeps } from './draft';

/** Asks for the repository: among those that the server offers, else by its id. A person signs in for that. */
export async function askRepository(
  frame: StepFrame,
  draft: Draft,
  deps: WizardDeps,
  failure: string | undefined,
): Promise<Partial<Draft> | Back | undefined> {
  const more = { ...(await signedIn(draft, deps)) };
  const offered = await repositoriesFor({ ...draft, ...more }, deps);
  const asked =
    offered.length > 0 && failure === undefined
      ? await askAmong(frame, draft, offered)
      : await askText({
          ...frame,
          prompt: vscode.l10n.t('Repository id'),
          placeholder: 'r-abc123',
          value: draft.repoId ?? '',
          validate: checkRepository,
          failure,
        });
  const seen = { ...more, offered: { to: askerOf({ ...draft, ...more }), repositories: offered } };
  return asked === BACK || asked === undefined ? asked : { ...seen, repoId: asked };
}

function askAmong(
  { title, ...frame }: StepFrame,
  { repoId }: Draft,
  offered: readonly ListedRepository[],
): Promise<string | Back | undefined> {
  const repositories = offered.map((one) => ({
    label: one.name ?? one.repoId,
    description: one.repoId,
    value: one.repoId,
  }));
  return pickOne(title, repositories, {
    ...frame,
    placeholder: vscode.l10n.t('Repository, or type the id of another one'),
    matchOnDescription: true,
    active: repoId,
    typed: (typed) => {
      if (offered.some((one) => sameRepoId(one.repoId, typed))) return undefined;
      const wrong = checkRepository(typed);
      return wrong === undefined
        ? { icon: 'database', label: typed, description: vscode.l10n.t('another repository'), value: typed }
        : { icon: 'error', label: wrong };
    },
  });
}

/** Opens the browser where nobody has signed in to the app yet; in an edit a saved sign-in may do. */
async function signedIn(draft: Draft, { connections, editOf }: WizardDeps): Promise<Pick<Draft, 'signedIn'>> {
  const input = inputOf(draft);
  if (input.kind !== 'person' || input.tokens || editOf !== undefined) return {};
  const tokens = await watched(vscode.l10n.t('Sign in to Laserfiche in the browser'), ({ signal }) =>
    connections.signInPerson(input, signal),
  );
  return { signedIn: { app: appOf(draft), tokens } };
}

async function repositoriesFor(
  draft: Draft,
  { connections, editOf }: WizardDeps,
): Promise<readonly ListedRepository[]> {
  if (draft.offered?.to === askerOf(draft)) return draft.offered.repositories;
  return watched(vscode.l10n.t('Looking for repositories at {0}', describePlace(draft)), ({ signal }) =>
    connections.listRepositories(inputOf(draft), { signal, ...(editOf !== undefined && { editOf }) }),
  );
}
