import { l10n } from 'vscode';
import { formatList, formatNumber } from '../ui';
import type { CertificateFact, ToldCertificate, TrustSettings } from './checks';
import { type Description, sentence } from './description';

/** Hosts of a certificate that are told at most. */
const MAX_HOSTS = 5;

/** Tells who the server says it is, who vouches for it, and whether VS Code believes that. */
export function describeCertificate(fact: CertificateFact): Description {
  switch (fact.code) {
    case 'noTls':
      return { found: l10n.t('Without TLS there is no certificate.') };
    case 'certificateHidden':
      return {
        found: l10n.t("VS Code trusts the server; its certificate can't be looked at through this proxy."),
      };
    case 'notTrusted':
      return {
        found: sentence(l10n.t('The certificate is not trusted'), fact.errorCode),
        advice: trustAdvice(fact.settings),
      };
    case 'noTlsThere':
      return {
        found: sentence(
          l10n.t('The port does not speak TLS, or none that VS Code understands'),
          fact.errorCode,
        ),
        advice: l10n.t(
          'Check the port in the base URL, and with the administrator that the server offers TLS 1.2 or newer.',
        ),
      };
    case 'certificate':
      return describeAccepted(fact);
    case 'certificateRefused':
      return describeRefused(fact);
  }
}

function describeAccepted(fact: Extract<CertificateFact, { code: 'certificate' }>): Description {
  const found = [describeSeen(fact.seen)];
  if (fact.trusted === 'bySystem')
    found.push(l10n.t('VS Code trusts it through the certificates of the system.'));
  if (fact.trusted === 'otherwise') found.push(l10n.t('VS Code trusts it.'));
  if (fact.isIntercepted) {
    found.push(l10n.t('A proxy or virus scanner stands in between and reads what passes.'));
    return {
      found: found.join(' '),
      advice: l10n.t(
        'If your organization does that, no action is needed. Otherwise ask its administrators: passwords pass there, too.',
      ),
    };
  }
  const { daysLeft } = fact;
  if (daysLeft === undefined) return { found: found.join(' ') };
  found.push(
    daysLeft < 0
      ? l10n.t('That is past by the clock of this computer.')
      : l10n.t('That is in {0} days.', formatNumber(daysLeft)),
  );
  return {
    found: found.join(' '),
    advice: l10n.t('Tell the administrator of the server to renew the certificate.'),
  };
}

function describeRefused(fact: Extract<CertificateFact, { code: 'certificateRefused' }>): Description {
  const { seen, problem, host, otherHosts, now } = fact;
  const refusal = sentence(l10n.t('{0} VS Code refuses it', describeSeen(seen)), fact.errorCode);
  const wrongHost =
    otherHosts === undefined ? [] : [l10n.t('It is made for {0}, not for {1}.', hostsOf(otherHosts), host)];
  switch (problem) {
    case 'expired':
    case 'notYetValid':
      return {
        found: refusal,
        advice: l10n.t(
          'Have the administrator of the server renew the certificate. If that was done, check the clock of this computer: it says {0}.',
          day(now),
        ),
      };
    case 'wrongHost':
      return {
        found: [refusal, ...wrongHost].join(' '),
        advice: l10n.t(
          'Use a name in the base URL that the certificate is made for, or have the administrator add {0} to it.',
          host,
        ),
      };
    case 'selfSigned':
    case 'unknownAuthority': {
      // Only the first reason to refuse comes as a code; trusting the authority would bring up the next.
      const others = [
        ...(seen.validTo < now ? [l10n.t('It has expired, too.')] : []),
        ...wrongHost,
        ...(fact.isIntercepted
          ? [l10n.t('A proxy or virus scanner seems to stand in between: the authority to trust is its own.')]
          : []),
      ];
      return { found: [refusal, ...others].join(' '), advice: trustAdvice(fact.settings) };
    }
  }
}

function describeSeen({
  protocol,
  subject,
  issuer,
  validTo,
  selfSigned,
  publicAuthority,
}: ToldCertificate): string {
  const until = day(validTo);
  if (selfSigned)
    return l10n.t('{0}. Certificate of {1}, signed by itself; valid until {2}.', protocol, subject, until);
  return publicAuthority
    ? l10n.t(
        '{0}. Certificate of {1}, issued by {2}, a public authority; valid until {3}.',
        protocol,
        subject,
        issuer,
        until,
      )
    : l10n.t(
        '{0}. Certificate of {1}, issued by {2}, which is not a public authority; valid until {3}.',
        protocol,
        subject,
        issuer,
        until,
      );
}

function hostsOf(names: readonly string[]): string {
  if (names.length === 0) return l10n.t('no host at all');
  const told = formatList(names.slice(0, MAX_HOSTS));
  return names.length > MAX_HOSTS ? l10n.t('{0}, …', told) : told;
}

/** What makes VS Code's own network trust an authority; measured, since its settings read as if there were more ways. */
function trustAdvice({ systemCertificates, fetchSupport }: TrustSettings): string {
  if (!fetchSupport)
    return l10n.t(
      'Turn the setting http.fetchAdditionalSupport on. Add the authority that issued it (a self-signed certificate: itself) to the certificates that this system trusts, then restart VS Code.',
    );
  if (systemCertificates)
    return l10n.t(
      'Add the authority that issued it (a self-signed certificate: itself) to the certificates that this system trusts, and restart VS Code; the setting http.systemCertificates is on, as it must be. http.proxyStrictSSL makes no difference here, nor does NODE_EXTRA_CA_CERTS while http.systemCertificates is on.',
    );
  return l10n.t(
    "Add the authority that issued it (a self-signed certificate: itself) to the certificates that this system trusts, turn the setting http.systemCertificates on, and restart VS Code. Or, with that setting off and no proxy, start VS Code with the environment variable NODE_EXTRA_CA_CERTS naming the authority's PEM file.",
  );
}

const day = (time: number) =>
  Number.isNaN(time) ? l10n.t('an unknown day') : new Date(time).toISOString().slice(0, 10);
