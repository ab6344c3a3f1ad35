import * as vscode from 'vscode';
import { BaseUrlError, CLOUD_REGIONS, readServerAddress } from '../../../api';
import type { ServerProbe } from '../../../connections';
import {
  askText,
  type Back,
  BACK,
  describeBaseUrl,
  describeFailure,
  isCancelled,
  pickOne,
} from '../../../ui';
import { watched } from '../../../changeFlow';
import type { Check } from './checks';
import { trimmed, type Draft, type StepFrame, type WizardDeps } from './draft';

/** An address as people type or paste it: the right one is looked for afterwards. */
export const checkServer: Check = (text) => {
  try {
    const { hostname } = new URL(readServerAddress(text).typed);
    const isCloud = CLOUD_REGIONS.some(
      ({ domain }) => hostname === domain || hostname.endsWith(`.${domain}`),
    );
    return isCloud
      ? vscode.l10n.t('This is Laserfiche Cloud. Go back to the first step and choose Laserfiche Cloud.')
      : undefined;
  } catch (error) {
    if (error instanceof BaseUrlError) return describeBaseUrl(error.reason);
    throw error;
  }
};

/**
 * Asks for the address of the server, and looks where its API is before anything else is asked. Another address than the
 * typed one is proposed, never taken: user name and password go there.
 */
export async function askServer(
  frame: StepFrame,
  draft: Draft,
  deps: WizardDeps,
  failure: string | undefined,
): Promise<Partial<Draft> | Back | undefined> {
  let typed = draft.baseUrl ?? '';
  let problem = failure;
  /** Something answered there which was taken for no API: whoever knows better goes on. */
  let doubtful: string | undefined;
  for (;;) {
    const asked = await askText({
      ...frame,
      prompt: vscode.l10n.t('Base URL of the Laserfiche API server, or any address of its web client'),
      placeholder: 'https://server.example.com/LFRepositoryAPI',
      value: typed,
      validate: checkServer,
      failure: problem,
    });
    if (asked === undefined || asked === BACK) return asked;
    typed = trimmed(asked);
    // An edit that leaves the address as it is has nothing to look for.
    if (deps.editOf !== undefined && failure === undefined && typed === draft.baseUrl) return {};
    if (typed === doubtful) return { baseUrl: readServerAddress(typed).typed };
    problem = undefined;
    try {
      const found = await look(typed, deps);
      const { repoId } = found;
      const more = repoId === undefined ? {} : { repoId };
      if (found.kind === 'found') {
        const isTyped = found.baseUrl === found.typed && typed.includes('://');
        const chosen = isTyped ? found.baseUrl : await propose(frame, typed, found);
        if (chosen === undefined) return undefined;
        if (chosen !== BACK) return { ...more, baseUrl: chosen };
      } else {
        problem = describe(found);
        if (found.kind === 'other') doubtful = typed;
      }
    } catch (error) {
      if (!isCancelled(error)) throw error;
    }
  }
}

function look(text: string, { connections }: WizardDeps): Promise<ServerProbe> {
  return watched(vscode.l10n.t('Looking for the Laserfiche API of {0}', text), ({ signal }) =>
    connections.probeServer(text, signal),
  );
}

type Found = Extract<ServerProbe, { readonly kind: 'found' }>;

/** No address is empty. */
const ANOTHER = '';

async function propose(
  { title, ...frame }: StepFrame,
  text: string,
  { typed, baseUrl, typedAnswers }: Found,
): Promise<string | Back | undefined> {
  const isSafer = typedAnswers && typed.startsWith('http:') && baseUrl.startsWith('https:');
  const asked = await pickOne(
    title,
    [
      { icon: 'check', label: vscode.l10n.t('Use {0}', baseUrl), value: baseUrl },
      ...(isSafer
        ? [
            {
              icon: 'unlock',
              label: vscode.l10n.t('Use {0}, Without Encryption', typed),
              value: typed,
            },
          ]
        : []),
      { icon: 'edit', label: vscode.l10n.t('Enter Another Address'), value: ANOTHER },
    ],
    {
      ...frame,
      placeholder: isSafer
        ? vscode.l10n.t('The server answers with encryption as well')
        : vscode.l10n.t('The Laserfiche API is at another address than {0}', text),
    },
  );
  return asked === ANOTHER ? BACK : asked;
}

function describe(found: Exclude<ServerProbe, Found>): string {
  const { typed } = found;
  if (found.kind === 'unreachable')
    return describeFailure(found.error, vscode.l10n.t('Could not reach {0}', typed));
  return found.isPage
    ? vscode.l10n.t(
        'A web page answers at {0}, and no Laserfiche API was found there. Enter the address of the API server, for example https://server/LFRepositoryAPI, or press Enter to go on with this one.',
        typed,
      )
    : vscode.l10n.t(
        'No Laserfiche API answers at {0} (HTTP {1}). Enter the address of the API server, for example https://server/LFRepositoryAPI, or press Enter to go on with this one.',
        typed,
        found.status,
      );
}
