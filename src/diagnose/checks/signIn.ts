import { ApiError } from '../../api';
import { failed, failedBy, ok, skipped } from './findings';
import type { Scene } from './scene';
import type { Finding, Subject } from './types';

/** The ways to sign in, as people call them. */
export const SIGN_INS: Readonly<Record<Subject['kind'], string>> = {
  sandbox: 'user name and password of the sandbox',
  selfHosted: 'user name and password',
  serviceApp: 'service app of Laserfiche Cloud',
  person: 'person in Laserfiche Cloud',
};

/** Gets a token as every request of the connection would. */
export async function checkSignIn(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const { subject, send, probes } = scene;
  const { baseUrl, repoId, kind, signIn } = subject;
  try {
    const token = await signIn.requestToken({ baseUrl, repoId, send }, signal);
    scene.token = token;
    scene.secrets.push(token.token);
    const minutes = Math.max(0, Math.round((token.expiresAt - probes.now()) / 60_000));
    return ok(`Signed in (${SIGN_INS[kind]}); the token is good for ${lifetime(minutes)}.`);
  } catch (error) {
    if (!(error instanceof ApiError)) return failedBy(error);
    if (error.reason === 'notFound' && (kind === 'selfHosted' || kind === 'sandbox')) {
      scene.repositoryUnknown = true;
      return skipped(
        'Not tried to the end: people sign in to a repository, and the server does not know this one.',
      );
    }
    const refusal = error.reason === 'badCredentials' ? refusals(error)[kind] : undefined;
    return refusal ?? failedBy(error);
  }
}

function refusals({ errorCode }: ApiError): Readonly<Partial<Record<Subject['kind'], Finding>>> {
  return {
    selfHosted: failed(
      `The server does not accept the user name and password${errorCode === undefined ? '' : ` (${errorCode})`}.`,
      'Choose "Sign In…" in the menu of the connection and type the password again. If it is right, ask the administrator whether the account is locked or may not use the API.',
    ),
    serviceApp: failed(
      'Laserfiche Cloud does not accept the access key or the service principal key.',
      'Check in the Developer Console that the app and its service principal exist and that neither key was revoked, then enter the keys anew. Look at the clock above, too: a wrong one spoils the proof.',
    ),
    person: failed(
      'Nobody is signed in, or the sign-in has come to its end.',
      'Choose "Sign In…" in the menu of the connection.',
    ),
  };
}

function lifetime(minutes: number): string {
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
