import { isIP } from 'node:net';
import { l10n } from 'vscode';
import { formatList } from '../ui';
import type { Hop, NetworkFact, Place, ProxyFact, ProxyOrigin, ToldProxy } from './checks';
import { type Description, sentence } from './description';

/** Tells of the base URL, and of the way to the first place on the network. */
export function describeNetwork(fact: NetworkFact): Description {
  switch (fact.code) {
    case 'notBaseUrl':
      return {
        found: l10n.t('The base URL is not valid.'),
        advice: l10n.t(
          'Edit the connection: a base URL looks like https://server.example.com/LFRepositoryAPI.',
        ),
      };
    case 'baseUrl':
      return describeBaseUrl(fact);
    case 'notLookedUp':
      return { found: l10n.t('Not checked: VS Code connects through {0}.', fact.proxy) };
    case 'isAddress':
      return { found: l10n.t('{0} is an address: there is no name to look up.', named(fact.hop)) };
    case 'resolved':
      return { found: l10n.t('{0} is {1}.', named(fact.hop), formatList(fact.addresses)) };
    case 'answers':
      return { found: l10n.t('{0} answers after {1} ms.', placed(fact.hop), fact.ms) };
    case 'nameNotFound':
    case 'refused':
    case 'unreachable':
      return describeObstacle(fact);
  }
}

function describeBaseUrl({ baseUrl, tls }: Extract<NetworkFact, { code: 'baseUrl' }>): Description {
  switch (tls) {
    case 'used':
      return { found: baseUrl };
    case 'notNeeded':
      return { found: l10n.t('{0} (this computer, without TLS)', baseUrl) };
    case 'notUsed':
      return {
        found: l10n.t(
          '{0} does not use TLS: user names, passwords and documents are sent unencrypted.',
          baseUrl,
        ),
        advice: l10n.t('Use https:// where the server offers it.'),
      };
  }
}

type Obstacle = Extract<NetworkFact, { isPassed: boolean }>;

function describeObstacle(fact: Obstacle): Description {
  const found = sentence(obstacleOf(fact), fact.errorCode);
  if (fact.isPassed)
    return {
      found: l10n.t('{0} VS Code gets an answer all the same, likely through a proxy of the system.', found),
      advice: l10n.t('No action is needed while it works.'),
    };
  return { found, advice: obstacleAdvice(fact) };
}

function obstacleOf({ code, hop }: Obstacle): string {
  switch (code) {
    case 'nameNotFound':
      return l10n.t("The name {0} can't be found", named(hop));
    case 'refused':
      return l10n.t('{0} refused the connection', placed(hop));
    case 'unreachable':
      return l10n.t("{0} can't be reached", placed(hop));
  }
}

function obstacleAdvice({ code, hop, proxyFrom, onlyIpV6 }: Obstacle): string {
  if (code === 'unreachable' && onlyIpV6)
    return l10n.t(
      'It has an address of IPv6 only: check that this computer, its network and VPN have IPv6. Otherwise check your firewall, and whether a proxy is needed (setting http.proxy).',
    );
  if (hop.isProxy)
    return code === 'nameNotFound'
      ? l10n.t("Check the proxy's name in {0}.", settingOf(proxyFrom))
      : l10n.t('Check the proxy in {0}.', settingOf(proxyFrom));
  switch (code) {
    case 'nameNotFound':
      return l10n.t(
        'Check the spelling of the base URL, that the VPN is connected if the server needs it, and your DNS.',
      );
    case 'refused':
      return l10n.t('Check the port in the base URL, and that the Laserfiche API server is running.');
    case 'unreachable':
      return l10n.t(
        'Check your network, VPN and firewall, and whether a proxy is needed (setting http.proxy).',
      );
  }
}

function named({ host, isProxy }: Hop): string {
  return isProxy ? l10n.t('{0} (the proxy)', host) : host;
}

function placed(hop: Hop): string {
  return hop.isProxy ? l10n.t('{0} (the proxy)', placeOf(hop)) : placeOf(hop);
}

const placeOf = ({ host, port }: Place) => (isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`);

/** Where a proxy was set, as a sentence names it. */
function settingOf({ kind, name }: ProxyOrigin): string {
  return kind === 'environment'
    ? l10n.t('the environment variable {0}', name)
    : l10n.t('the setting {0}', name);
}

/** Tells which proxy VS Code takes, and whether it lets it through. */
export function describeProxy(fact: ProxyFact): Description {
  switch (fact.code) {
    case 'proxyIgnored':
      return {
        found: l10n.t(
          "None, although {0} has one: http.fetchAdditionalSupport is off, so VS Code goes without proxy and without the system's certificates.",
          settingOf(fact.from),
        ),
        advice: l10n.t('Turn the setting http.fetchAdditionalSupport on.'),
      };
    case 'supportUnknown':
      return {
        found: l10n.t(
          'None: the setting http.proxySupport is "{0}", which VS Code does not know and takes for "off".',
          fact.value,
        ),
        advice: l10n.t('Set it to "override", or to "off" if no proxy is wanted.'),
      };
    case 'noProxy':
      return { found: describeNoProxy(fact) };
    case 'proxyTaken':
      return { found: describeTaken(fact) };
    case 'noProxyThere':
      return {
        found: l10n.t('{0}, does not answer as a proxy.', proxyFrom(fact.proxy)),
        advice: l10n.t('Check host and port in {0}.', settingOf(fact.proxy.from)),
      };
    case 'noAddressOfProxy':
      return {
        found: l10n.t('{0}, is no address of a proxy.', proxyFrom(fact.proxy)),
        advice: l10n.t(
          'Write it like http://proxy.example.com:8080 in {0}; in a user name or password %40 stands for @, %3A for a colon, %2F for a slash.',
          settingOf(fact.proxy.from),
        ),
      };
    case 'noWayThrough':
      return describeNoWay(fact);
    case 'proxyWantsSignIn':
      return describeProxySignIn(fact);
    case 'proxyRefuses': {
      const { proxy, host, port, status } = fact;
      return {
        found: l10n.t(
          '{0}, refuses to connect to {1} (HTTP {2}).',
          proxyFrom(proxy),
          `${host}:${port}`,
          status,
        ),
        advice: l10n.t(
          'Ask whoever runs the proxy to allow {0}, or add it to the setting http.noProxy where it can be reached directly.',
          host,
        ),
      };
    }
  }
}

function describeNoWay({
  proxy,
  errorCode,
  isDoubtful,
}: Extract<ProxyFact, { code: 'noWayThrough' }>): Description {
  const found = sentence(
    l10n.t('{0}: VS Code gets no connection to the server through it', proxyFrom(proxy)),
    errorCode,
  );
  return isDoubtful
    ? {
        found: l10n.t("{0} VS Code's own network may not support SOCKS proxies.", found),
        advice: l10n.t(
          'Set the setting laserficheLinks.transport to "node-fetch", which supports them, or name a proxy with http:// in {0}.',
          settingOf(proxy.from),
        ),
      }
    : {
        found,
        advice: l10n.t(
          'Check address and scheme of the proxy in {0}, the base URL, and with whoever runs the proxy that it may connect to the server.',
          settingOf(proxy.from),
        ),
      };
}

function describeNoProxy(fact: Extract<ProxyFact, { code: 'noProxy' }>): string {
  switch (fact.why) {
    case 'off':
      return l10n.t('None: the setting {0} is off.', fact.by);
    case 'loopback':
      return l10n.t('None: VS Code never uses a proxy for this computer.');
    case 'excepted':
      return l10n.t('None: {0} is excepted by {1}.', fact.host, settingOf(fact.by));
    case 'notSetAtAll':
      return l10n.t(
        "None in http.proxy, HTTPS_PROXY and HTTP_PROXY. The setting http.useLocalProxyConfiguration is off, so that of your own computer doesn't count here.",
      );
    case 'notSetAsksDesktop':
      return l10n.t(
        "None in http.proxy, HTTPS_PROXY and HTTP_PROXY. VS Code may use a proxy that your own computer is set up for, which can't be seen from here (setting http.useLocalProxyConfiguration).",
      );
    case 'notSet':
      return l10n.t(
        "None in http.proxy, HTTPS_PROXY and HTTP_PROXY. VS Code may use a proxy of the system, which can't be seen from here.",
      );
  }
}

function describeTaken({ proxy, how }: Extract<ProxyFact, { code: 'proxyTaken' }>): string {
  switch (how) {
    case 'signedIn':
      return l10n.t('{0}; VS Code is signed in to it.', proxyFrom(proxy));
    case 'through':
      return l10n.t('{0}; VS Code gets through.', proxyFrom(proxy));
    case 'opens':
      return l10n.t('{0}; it connects to the server.', proxyFrom(proxy));
    case 'notAsked':
      return l10n.t('{0}.', proxyFrom(proxy));
  }
}

function describeProxySignIn(fact: Extract<ProxyFact, { code: 'proxyWantsSignIn' }>): Description {
  const { proxy, hasCredentials, schemes } = fact;
  const asks =
    schemes.length === 0
      ? l10n.t('{0}, requires a sign-in of its own (407).', proxyFrom(proxy))
      : l10n.t('{0}, requires a sign-in of its own (407, {1}).', proxyFrom(proxy), formatList(schemes));
  return {
    found: hasCredentials
      ? l10n.t('{0}, does not accept the user name and password given there (407).', proxyFrom(proxy))
      : asks,
    advice: signInAdvice(fact),
  };
}

function signInAdvice({ proxy, schemes }: Extract<ProxyFact, { code: 'proxyWantsSignIn' }>): string {
  const offers = (scheme: RegExp) => schemes.some((one) => scheme.test(one));
  if (schemes.length === 0 || offers(/^basic$/i))
    return l10n.t(
      "Enter the proxy's user name and password when VS Code asks, or put them as user:password@ before the host in {0}, best in your user settings (%40 stands for @, %3A for a colon).",
      settingOf(proxy.from),
    );
  return offers(/^(negotiate|kerberos)$/i)
    ? l10n.t(
        "VS Code signs in with Kerberos where the setting http.proxyKerberosServicePrincipal names the proxy's service; or ask whoever runs the proxy for a way without {0}.",
        formatList(schemes),
      )
    : l10n.t(
        "VS Code can't sign in that way: ask whoever runs the proxy for Basic or Kerberos, or for a way to the server without a sign-in.",
      );
}

function proxyFrom({ shown, from }: ToldProxy): string {
  return l10n.t('{0}, from {1}', shown, settingOf(from));
}
