import { checkAddress } from './address';
import { checkCertificate } from './certificate';
import { NAMES } from './names';
import { checkReach, checkResolution } from './network';
import { checkProxy } from './proxy';
import type { DiagnosisReport } from './report';
import { checkLinkTypes, checkRead, checkRepository } from './repository';
import { runSteps, type RunOptions, type Step } from './run';
import { Scene, type SceneOptions } from './scene';
import { checkApi, checkClock, checkVersions } from './server';
import { checkSignIn, SIGN_INS } from './signIn';
import { checkWrite } from './write';

export { reportText, summary, type DiagnosisReport } from './report';
export * from './types';

const { address, resolution, backend, proxy, certificate, api, signIn, repository, read } = NAMES;

export const STEPS: readonly Step[] = [
  { name: address, look: checkAddress },
  { name: resolution, needs: [address], look: checkResolution },
  { name: backend, needs: [resolution], look: checkReach },
  { name: proxy, needs: [backend], look: checkProxy },
  { name: certificate, needs: [proxy], look: checkCertificate },
  { name: api, needs: [certificate], look: checkApi },
  { name: NAMES.clock, needs: [certificate], look: checkClock },
  { name: signIn, needs: [api], look: checkSignIn },
  { name: repository, needs: [signIn], look: checkRepository },
  { name: read, needs: [repository], look: checkRead },
  { name: NAMES.linkTypes, needs: [repository], look: checkLinkTypes },
  { name: NAMES.write, needs: [repository], look: checkWrite },
  { name: NAMES.versions, needs: [api], look: checkVersions },
];

/** Looks at a connection from the form of its address to the rights of whoever signs in. Nothing is written. */
export async function diagnose(options: SceneOptions & RunOptions): Promise<DiagnosisReport> {
  const { subject, probes } = options;
  const time = new Date(probes.now()).toISOString();
  const checks = await runSteps(STEPS, new Scene(options), options);
  const { connectionId, name, repoId, kind } = subject;
  // A base URL that is none could hold anything.
  const baseUrl = checks[0]?.outcome === 'failed' ? '(not a base URL)' : subject.baseUrl;
  return { connectionId, name, baseUrl, repoId, signIn: SIGN_INS[kind], time, checks };
}
