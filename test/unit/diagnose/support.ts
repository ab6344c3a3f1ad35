import type { AccessToken, SignIn, TransportResponse } from '../../../src/api';
import type { Handshake, NetworkSettings, Probes, Subject } from '../../../src/diagnose/checks';
import type { Check } from '../../../src/diagnose/describeFinding';
import { diagnose } from '../../../src/diagnose/diagnose';
import type { DiagnosisReport } from '../../../src/diagnose/report';

export const NOW = Date.parse('2026-03-01T12:00:00Z');
export const DAY = 86_400_000;
export const TOKEN = 'canary-token-7f3a9c';

export const tokenOf = (token = TOKEN, lifeMs = 900_000): SignIn => ({
  requestToken: () => Promise.resolve<AccessToken>({ token, expiresAt: NOW + lifeMs }),
});

export const subject = (more: Partial<Subject> = {}): Subject => ({
  connectionId: 'c1',
  name: 'Contracts',
  kind: 'selfHosted',
  baseUrl: 'https://server.example/LFRepositoryAPI',
  repoId: 'r-1',
  signIn: tokenOf(),
  readOnly: false,
  ...more,
});

export const network = (more: Partial<NetworkSettings> = {}): NetworkSettings => ({
  proxy: '',
  noProxy: [],
  proxySupport: 'override',
  fetchSupport: true,
  usesFetch: true,
  systemProxy: 'own',
  systemCertificates: true,
  environment: {},
  ...more,
});

export const systemError = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

export interface GivenResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function response({ status = 200, headers = {}, body = '' }: GivenResponse): TransportResponse {
  const all = new Headers({ Date: new Date(NOW).toUTCString(), ...headers });
  return {
    status,
    headers: all,
    text: () => Promise.resolve(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

/** The answers of a server in order, by the end of the path. */
export const GOOD: Readonly<Record<string, GivenResponse>> = {
  '/v1/Repositories': { body: [{ repoId: 'r-1', repoName: 'Contracts' }] },
  '/Entries/1': { body: { id: 1, name: 'Root', entryType: 'Folder' } },
  '/children': { body: { value: [{ id: 2, name: 'Contracts', entryType: 'Folder' }] } },
  '/LinkDefinitions': { body: { value: [{ linkTypeId: 1, sourceLabel: 'A', targetLabel: 'B' }] } },
};

export const handshake = (
  more: Partial<Handshake['certificate']> = {},
  publicAuthority = true,
): Handshake => ({
  protocol: 'TLS 1.3',
  publicAuthority,
  matchesHost: true,
  certificate: {
    subject: 'server.example',
    issuer: 'Some Authority',
    names: ['server.example'],
    validFrom: NOW - DAY,
    validTo: NOW + 100 * DAY,
    selfSigned: false,
    ...more,
  },
});

export function probes(
  answers: Readonly<Record<string, GivenResponse | Error>> = {},
  more: Partial<Probes> = {},
): Probes {
  const all = { ...GOOD, ...answers };
  return {
    resolve: () => Promise.resolve(['192.0.2.1']),
    connect: () => Promise.resolve(),
    tunnel: () => Promise.resolve({ status: 200 }),
    handshake: () => Promise.resolve(handshake()),
    transport: (url, { headers }) => {
      const path = new URL(url).pathname;
      const found = Object.entries(all).find(([end]) => path.endsWith(end))?.[1];
      if (found instanceof Error) return Promise.reject(found);
      if (all['*'] instanceof Error) return Promise.reject(all['*']);
      const refused = headers['Authorization'] === undefined && found && !('status' in found);
      return Promise.resolve(
        response(
          found && !refused
            ? found
            : { status: refused ? 401 : 404, body: { title: 'No', operationId: 'op-1' } },
        ),
      );
    },
    now: () => NOW,
    ...more,
  };
}

export interface Asked {
  readonly subject?: Partial<Subject>;
  readonly network?: Partial<NetworkSettings>;
  readonly answers?: Readonly<Record<string, GivenResponse | Error>>;
  readonly probes?: Partial<Probes>;
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
}

export function look(asked: Asked = {}): Promise<DiagnosisReport> {
  const { limitMs, signal } = asked;
  return diagnose({
    subject: subject(asked.subject),
    network: network(asked.network),
    probes: probes(asked.answers, asked.probes),
    limitMs,
    signal,
    proxySignInWaitMs: 20,
  });
}

export function checkOf({ checks }: DiagnosisReport, name: string): Check {
  const found = checks.find((check) => check.name === name);
  if (!found) throw new Error(`There is no check "${name}".`);
  return found;
}

/** The outcome of one check, and all its words. */
export function told(report: DiagnosisReport, name: string): string {
  const { outcome, found, advice = '' } = checkOf(report, name);
  return `${outcome}: ${found} ${advice}`.trimEnd();
}
