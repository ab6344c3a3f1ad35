import { l10n } from 'vscode';
import { formatList, formatNumber, formatUnit, UserError, whyAndAdvice } from '../ui';
import type { RepositoryFact, ServerFact, Subject } from './checks';
import { type Description, sentence } from './description';

/** Tells whether a Laserfiche repository API answers, and what it tells about itself. */
export function describeServer(fact: ServerFact): Description {
  switch (fact.code) {
    case 'redirected':
      return {
        found: l10n.t(
          'The server redirects to {0}, which is not followed to keep your sign-in safe.',
          fact.origin ?? l10n.t('no address'),
        ),
        advice: l10n.t(
          'Use the address that it leads to as the base URL, if it is that of the Repository API, for example https://server/LFRepositoryAPI, or https://api.laserfiche.com/repository in the cloud.',
        ),
      };
    case 'proxyInBetween':
      return {
        found: l10n.t('A proxy in between asks for a sign-in (407).'),
        advice: l10n.t('See what is said of the proxy above.'),
      };
    case 'serverFails':
      return {
        found: l10n.t('The server reports an error (HTTP {0}).', fact.status),
        advice: l10n.t(
          'Try again later. If it persists, the administrator finds the reason in the log of the API server.',
        ),
      };
    case 'limitReached':
      return {
        found: l10n.t("The server's rate limit is reached (429)."),
        advice: l10n.t('Wait a minute and diagnose again.'),
      };
    case 'windowsAuthentication':
      return {
        found: l10n.t(
          'The web server in front of the API asks for Windows authentication (401), so the API was not reached.',
        ),
        advice: l10n.t(
          'Ask the administrator to turn on anonymous authentication for the site of the API and to turn off Windows authentication.',
        ),
      };
    case 'webPage':
      return {
        found: l10n.t('A web page answered (HTTP {0}), not the Repository API.', fact.status),
        advice: l10n.t(
          'Check the base URL, for example https://server/LFRepositoryAPI, or https://api.laserfiche.com/repository in the cloud. A sign-in page of a proxy or a hotel network looks the same.',
        ),
      };
    case 'nothingThere':
      return {
        found: l10n.t('Nothing was found at this address (404).'),
        advice: l10n.t(
          'Check the path of the base URL, for example https://server/LFRepositoryAPI, or https://api.laserfiche.com/repository in the cloud.',
        ),
      };
    case 'unlikeApi':
      return {
        found: l10n.t(
          'Something answered (HTTP {0}), but not in the way of the Repository API.',
          fact.status,
        ),
        advice: l10n.t(
          'Check the base URL, for example https://server/LFRepositoryAPI, or https://api.laserfiche.com/repository in the cloud, and any proxy in between.',
        ),
      };
    case 'apiAnswers':
      return {
        found:
          fact.status === 401
            ? l10n.t('It answers, and asks for a sign-in.')
            : l10n.t('It answers (HTTP {0}).', fact.status),
      };
    case 'timeNotTold':
      return { found: l10n.t('The server does not report its time.') };
    case 'skew':
      return fact.isNotable ? describeSkew(fact) : { found: describeSmallSkew(Math.abs(fact.seconds)) };
    case 'versions':
      return { found: describeVersions(fact) };
  }
}

function describeSmallSkew(seconds: number): string {
  return seconds < 2
    ? l10n.t("The same as the server's.")
    : l10n.t("{0} s apart from the server's.", seconds);
}

function describeSkew({ seconds, kind }: Extract<ServerFact, { code: 'skew' }>): Description {
  const apart = formatDuration(Math.abs(seconds));
  const skew =
    seconds > 0
      ? l10n.t('This computer is {0} ahead of the server.', apart)
      : l10n.t('This computer is {0} behind the server.', apart);
  return {
    found:
      kind === 'serviceApp'
        ? l10n.t(
            "{0} A service app proves itself with the time; the server's time is used after a first refusal.",
            skew,
          )
        : skew,
    advice: l10n.t(
      'Set the clock of this computer, best by letting the system do it (time server), and check its time zone.',
    ),
  };
}

function formatDuration(seconds: number): string {
  if (seconds < 120) return formatUnit(seconds, 'second');
  return seconds < 7200
    ? formatUnit(Math.round(seconds / 60), 'minute')
    : formatUnit(Math.round(seconds / 3600), 'hour');
}

function describeVersions({ hasV2, software, headers }: Extract<ServerFact, { code: 'versions' }>): string {
  const api = hasV2 ? l10n.t('API V1 (the one used here), API V2.') : l10n.t('API V1 (the one used here).');
  const told = [
    ...software.map(({ name, version }) =>
      name === undefined ? l10n.t('Description {0}', version) : `${name} ${version}`,
    ),
    ...headers.map(({ name, value }) => `${name}: ${value}`),
  ];
  return told.length > 0
    ? l10n.t('{0} {1}.', api, told.join('; '))
    : l10n.t('{0} The server does not report its version.', api);
}

/** The ways to sign in, as people call them. */
export function describeSignInKind(kind: Subject['kind']): string {
  switch (kind) {
    case 'sandbox':
      return l10n.t('user name and password of the sandbox');
    case 'selfHosted':
      return l10n.t('user name and password');
    case 'serviceApp':
      return l10n.t('service app of Laserfiche Cloud');
    case 'person':
      return l10n.t('person in Laserfiche Cloud');
  }
}

/** Tells who is signed in, and what they may read and change in the repository. */
export function describeRepository(fact: RepositoryFact): Description {
  switch (fact.code) {
    case 'signedIn':
      return {
        found: l10n.t(
          'Signed in ({0}); the token is good for {1}.',
          describeSignInKind(fact.kind),
          fact.minutes < 120
            ? formatUnit(fact.minutes, 'minute')
            : formatUnit(Math.round(fact.minutes / 60), 'hour'),
        ),
      };
    case 'signInStopped':
      return {
        found: l10n.t(
          'Not completed: people sign in to a repository, and the server does not know this one.',
        ),
      };
    case 'signInRefused':
      return describeRefusal(fact);
    case 'repository':
      return {
        found:
          fact.name === undefined
            ? l10n.t('{0}.', fact.repoId)
            : l10n.t('{0} ({1}).', fact.name, fact.repoId),
      };
    case 'repositoryUnlisted':
      return {
        found: l10n.t('{0}. The server does not list its repositories.', fact.repoId),
      };
    case 'repositoryAnswers':
      return { found: l10n.t('{0} answers.', fact.repoId) };
    case 'noRepository':
      return {
        found: l10n.t('The server has no repository "{0}".', fact.repoId),
        advice: checkRepositoryId([]),
      };
    case 'noRepositoryForMe':
      return {
        found: l10n.t('The server has no repository "{0}" for whoever signed in here.', fact.repoId),
        advice: checkRepositoryId(fact.others),
      };
    case 'rootReadable':
      return { found: describeRoot(fact) };
    case 'rootNotListed':
      return {
        found: l10n.t('The root folder is there, but the server does not list what it holds (404).'),
        advice: l10n.t(
          'Ask the administrator whether a proxy or a firewall in front of the server lets all addresses of the Repository API pass.',
        ),
      };
    case 'pagesElsewhere':
      return {
        found: l10n.t(
          "The first page of the root folder can be read. The server says that the next one is below {0}, which is not below {1} and is not followed, so that your sign-in stays there. Longer folders and lists can't be read.",
          fact.serverSays,
          fact.baseUrl,
        ),
        advice: l10n.t(
          'Ask the administrator to let the proxy in front of the server keep the path that the server itself uses, or use a base URL with that path.',
        ),
      };
    case 'secondPageFails':
      return describeSecondPage(fact.error);
    case 'rootClosed':
      return {
        found: sentence(l10n.t('Access to the root folder is denied'), fact.errorCode),
        advice: l10n.t(
          'Ask the administrator for the rights Browse and Read on the root folder, and on the folders you work in.',
        ),
      };
    case 'linkTypes':
      return fact.count === 0
        ? {
            found: l10n.t('The repository has no link types.'),
            advice: l10n.t('Have its administrator create some: links need one.'),
          }
        : { found: l10n.t('{0} can be read.', formatNumber(fact.count)) };
    case 'readOnly':
      return fact.by === 'setting'
        ? {
            found: l10n.t('Changes are refused here: the setting laserficheLinks.readOnly is on.'),
            advice: l10n.t('Turn it off to change links.'),
          }
        : {
            found: l10n.t('Changes are refused here: the connection is read-only.'),
            advice: l10n.t('Choose "Toggle Read-Only for Connection" to change links.'),
          };
    case 'tokenMayWrite':
      return {
        found: l10n.t(
          "The token allows writing (scope repository.Write). Rights to an entry can't be checked without changing something: the API does not report them. Changing the links of an entry needs Write Metadata on it.",
        ),
      };
    case 'tokenMayRead':
      return {
        found: l10n.t('The token allows reading only: it lacks the scope repository.Write.'),
        advice: l10n.t(
          'Give the app the scope repository.Write in the Developer Console, then sign in again.',
        ),
      };
    case 'rightsNotTold':
      return {
        found: l10n.t(
          "Can't be checked without changing something: the API does not report rights. Changing the links of an entry needs Write Metadata on it.",
        ),
      };
  }
}

function describeRoot({
  name,
  pages,
  serverSays,
  baseUrl,
}: Extract<RepositoryFact, { code: 'rootReadable' }>): string {
  const readable =
    name === ''
      ? l10n.t('The root folder can be read.')
      : l10n.t('The root folder can be read ("{0}").', name);
  if (pages === 'one')
    return l10n.t('{0} The server sent it as one page, so further pages were not checked.', readable);
  if (serverSays === undefined) return l10n.t('{0} Its second page can be read, too.', readable);
  return l10n.t(
    '{0} Its second page can be read, too: the server says that it is below {1}, and it is read below {2} instead.',
    readable,
    serverSays,
    baseUrl,
  );
}

function describeSecondPage(error: unknown): Description {
  if (error instanceof UserError) return { found: error.message };
  const [why, advice] = whyAndAdvice(error);
  return {
    found: l10n.t("The first page of the root folder can be read, but the second one can't: {0}.", why),
    advice,
  };
}

function describeRefusal({
  kind,
  errorCode,
}: Extract<RepositoryFact, { code: 'signInRefused' }>): Description {
  switch (kind) {
    case 'selfHosted':
      return {
        found: sentence(l10n.t('The server does not accept the user name and password'), errorCode),
        advice: l10n.t(
          'Choose "Sign In…" in the menu of the connection and type the password again. If it is right, ask the administrator whether the account is locked or may not use the API.',
        ),
      };
    case 'serviceApp':
      return {
        found: l10n.t('Laserfiche Cloud does not accept the access key or the service principal key.'),
        advice: l10n.t(
          'Check in the Developer Console that the app and its service principal exist and that neither key was revoked, then enter the keys anew. Check the clock above, too: service apps need the right time.',
        ),
      };
    case 'person':
      return {
        found: l10n.t('Not signed in, or the sign-in has expired.'),
        advice: l10n.t('Choose "Sign In…" in the menu of the connection.'),
      };
  }
}

function checkRepositoryId(others: readonly string[]): string {
  return others.length === 0
    ? l10n.t('Check the repository id in the connection; upper and lower case may count.')
    : l10n.t(
        'Check the repository id in the connection; upper and lower case may count. It has {0}.',
        formatList(others),
      );
}
