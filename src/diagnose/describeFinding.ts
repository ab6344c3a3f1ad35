import { env, l10n } from 'vscode';
import { UserError, whyAndAdvice } from '../ui';
import type { CheckFinding, CheckId, CommonFact, Fact, Outcome } from './checks';
import { describeCertificate } from './describeCertificate';
import { describeNetwork, describeProxy } from './describeNetwork';
import { describeRepository, describeServer } from './describeServer';
import { type Description, sentence } from './description';

/** A check as a report tells it. */
export interface Check extends Description {
  readonly name: string;
  readonly outcome: Outcome;
}

/** Puts a finding into words. A server may repeat what it was sent: what holds a secret is left out. */
export function describeFinding(
  { check, outcome, fact }: CheckFinding,
  holdsSecret: (text: string) => boolean,
): Check {
  const { found, advice } = describeFact(fact);
  const name = nameOf(check);
  if (holdsSecret(`${found} ${advice ?? ''}`))
    return { name, outcome, found: l10n.t('What was found is left out: it repeats a secret.') };
  return { name, outcome, found, ...(advice !== undefined && { advice }) };
}

/** The names that the report gives to the checks. */
export function nameOf(check: CheckId): string {
  switch (check) {
    case 'address':
      return l10n.t('Base URL');
    case 'resolution':
      return l10n.t('Name resolution');
    case 'reachability':
      return l10n.t('Reachability');
    case 'proxy':
      return l10n.t('Proxy');
    case 'certificate':
      return l10n.t('TLS and certificate');
    case 'api':
      return l10n.t('Repository API');
    case 'clock':
      return l10n.t('Clock');
    case 'signIn':
      return l10n.t('Sign-in');
    case 'repository':
      return l10n.t('Repository');
    case 'read':
      return l10n.t('Right to read');
    case 'linkTypes':
      return l10n.t('Link types');
    case 'write':
      return l10n.t('Right to change links');
    case 'versions':
      return l10n.t('Versions');
  }
}

/** The codes tell which of the describers a fact is for. */
function describeFact(fact: Fact): Description {
  switch (fact.code) {
    case 'notBaseUrl':
    case 'baseUrl':
    case 'notLookedUp':
    case 'isAddress':
    case 'resolved':
    case 'nameNotFound':
    case 'answers':
    case 'refused':
    case 'unreachable':
      return describeNetwork(fact);
    case 'proxyIgnored':
    case 'supportUnknown':
    case 'noProxy':
    case 'proxyTaken':
    case 'noProxyThere':
    case 'noAddressOfProxy':
    case 'noWayThrough':
    case 'proxyWantsSignIn':
    case 'proxyRefuses':
      return describeProxy(fact);
    case 'noTls':
    case 'certificateHidden':
    case 'notTrusted':
    case 'noTlsThere':
    case 'certificate':
    case 'certificateRefused':
      return describeCertificate(fact);
    case 'redirected':
    case 'proxyInBetween':
    case 'serverFails':
    case 'limitReached':
    case 'windowsAuthentication':
    case 'webPage':
    case 'nothingThere':
    case 'unlikeApi':
    case 'apiAnswers':
    case 'timeNotTold':
    case 'skew':
    case 'versions':
      return describeServer(fact);
    case 'signedIn':
    case 'signInStopped':
    case 'signInRefused':
    case 'repository':
    case 'repositoryUnlisted':
    case 'repositoryAnswers':
    case 'noRepository':
    case 'noRepositoryForMe':
    case 'rootReadable':
    case 'rootClosed':
    case 'rootNotListed':
    case 'pagesElsewhere':
    case 'secondPageFails':
    case 'linkTypes':
    case 'readOnly':
    case 'tokenMayWrite':
    case 'tokenMayRead':
    case 'rightsNotTold':
      return describeRepository(fact);
    case 'blocked':
    case 'noAnswerInTime':
    case 'failure':
    case 'nobodySignedIn':
      return describeCommon(fact);
  }
}

function describeCommon(fact: CommonFact): Description {
  switch (fact.code) {
    case 'blocked':
      return { found: l10n.t('Not checked because "{0}" failed.', nameOf(fact.by)) };
    case 'nobodySignedIn':
      return { found: l10n.t('Not checked: not signed in.') };
    case 'noAnswerInTime':
      return {
        found: l10n.t('No answer within {0} seconds.', fact.limitMs / 1000),
        advice: l10n.t('Check the base URL, your network, firewall and proxy; then try again.'),
      };
    case 'failure':
      return describeFailed(fact.error);
  }
}

/** A failure in the words that people see everywhere else. */
function describeFailed(error: unknown): Description {
  if (error instanceof UserError) return { found: error.message };
  const [why, advice] = whyAndAdvice(error);
  return { found: sentence(why.charAt(0).toLocaleUpperCase(env.language) + why.slice(1), undefined), advice };
}
