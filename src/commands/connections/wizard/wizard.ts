import * as vscode from 'vscode';
import { ApiError, LoopbackError, SignInAddressError } from '../../../api';
import type { VerifiedConnection } from '../../../connections';
import { BACK, describeFailure, isCancelled } from '../../../ui';
import { watched } from '../../../changeFlow';
import { describePlace, inputOf, type Draft, type WizardDeps } from './draft';
import { STEPS, STEPS_OF, type StepId } from './steps';

/** Asks step by step until the connection is proven; undefined when the person gives up. */
export async function runWizard(
  title: string,
  first: Draft,
  deps: WizardDeps,
): Promise<VerifiedConnection | undefined> {
  let draft = first;
  let at = 0;
  let failure: string | undefined;
  for (;;) {
    const steps = stepsOf(draft, deps);
    const step = steps[at];
    const failed = vscode.l10n.t('Could not connect to {0}', describePlace(draft));
    try {
      if (step === undefined) return await prove(draft, deps);
      const ahead = Math.max(steps.length, stepsAhead(draft));
      const frame = { title, step: [at + 1, ahead] as const, back: at > 0 };
      const asked = await STEPS[step](frame, draft, deps, failure);
      failure = undefined;
      if (asked === undefined) return undefined;
      if (asked === BACK) {
        at -= 1;
        continue;
      }
      draft = { ...draft, ...asked };
      at += 1;
    } catch (error) {
      if (isCancelled(error)) {
        // Cancel of a progress ends that alone: the person is where they were.
        at = Math.max(0, Math.min(at, steps.length) - 1);
        continue;
      }
      deps.log(error, failed);
      failure = describeFailure(error, failed);
      at = Math.max(0, steps.indexOf(stepToMend(error, draft, step)));
    }
  }
}

/** Before the kind is known nobody knows how many steps will follow. */
const stepsAhead = ({ kind }: Draft): number => (kind === undefined ? 6 : 0);

function stepsOf({ kind }: Draft, { editOf }: WizardDeps): readonly StepId[] {
  const own = kind === undefined ? [] : STEPS_OF[kind];
  return editOf === undefined ? ['kind', ...own] : own;
}

function prove(draft: Draft, { connections, editOf }: WizardDeps): Promise<VerifiedConnection> {
  const title = vscode.l10n.t('Testing the connection to {0}', describePlace(draft));
  const call = editOf === undefined ? {} : { editOf };
  return watched(title, ({ signal }) => connections.test(inputOf(draft), { ...call, signal }));
}

/** The step whose answer most likely is the cause. */
export function stepToMend(error: unknown, { kind }: Draft, at: StepId | undefined): StepId {
  const place: StepId = kind === 'person' ? 'clientId' : kind === 'serviceApp' ? 'accessKey' : 'baseUrl';
  if (error instanceof SignInAddressError) return kind === 'person' ? 'domain' : place;
  if (error instanceof LoopbackError) return error.reason.startsWith('port') ? 'port' : 'clientId';
  if (!(error instanceof ApiError)) return place;
  switch (error.reason) {
    case 'badCredentials':
    case 'unauthorized':
      if (kind === 'person') return 'clientId';
      return kind === 'serviceApp' ? 'servicePrincipalKey' : 'password';
    case 'notFound':
    case 'noRepository':
    case 'forbidden':
      // Asking for the list can't fail for the repository's sake.
      return at === 'repoId' ? place : 'repoId';
    default:
      return place;
  }
}
