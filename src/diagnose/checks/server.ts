import { failed, failedBy, ok, skipped, warning } from './findings';
import { ApiError } from '../../api';
import type { Answer, Scene } from './scene';
import type { Finding } from './types';

const NOTABLE_SKEW_MS = 60_000;
const EXAMPLE =
  'for example https://server/LFRepositoryAPI, or https://api.laserfiche.com/repository in the cloud';

/** Whether a Laserfiche repository API answers at the base URL. Asked without a token: a refusal is a good sign. */
export async function checkApi(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const first = await scene.first(signal);
  if ('error' in first) return failedBy(new ApiError('network', '', { cause: first.error }));
  const { answer } = first;
  const { status } = answer;
  const location = answer.header('Location');
  if (status >= 300 && status < 400 && location !== null)
    return failed(
      `The server sends on to ${originOf(location, scene.subject.baseUrl)}; that is not followed, to keep your sign-in safe.`,
      `Use the address that it leads to as the base URL, if it is that of the Repository API, ${EXAMPLE}.`,
    );
  if (status === 407)
    return failed('A proxy in between asks for a sign-in (407).', 'See what is said of the proxy above.');
  if (status >= 500)
    return failed(
      `The server fails (HTTP ${status}).`,
      'Try again later; if it stays, its administrator finds the reason in the log of the API server.',
    );
  if (status === 429)
    return warning("The server's limit of calls is reached (429).", 'Wait a minute and diagnose again.');
  if (isPage(answer))
    return failed(
      `A web page answers (HTTP ${status}), not the Repository API.`,
      `Check the base URL, ${EXAMPLE}. A sign-in page of a proxy or a hotel network looks the same.`,
    );
  if (status === 404 && !isJson(answer))
    return failed('There is nothing at this address (404).', `Check the path of the base URL, ${EXAMPLE}.`);
  return ok(status === 401 ? 'It answers, and asks for a sign-in.' : `It answers (HTTP ${status}).`);
}

/** Our clock against the server's. Assertions of service apps and tokens carry times. */
export function checkClock({ clock, subject }: Scene): Finding {
  if (!clock) return skipped('The server does not tell its time.');
  // The header has whole seconds.
  const skew = Math.round((clock.own - clock.server - 500) / 1000);
  const apart = Math.abs(skew);
  if (apart * 1000 <= NOTABLE_SKEW_MS)
    return ok(apart < 2 ? "The same as the server's." : `${apart} s apart from the server's.`);
  const found = `This computer is ${spoken(apart)} ${skew > 0 ? 'ahead of' : 'behind'} the server.`;
  return warning(
    subject.kind === 'serviceApp'
      ? `${found} A service app proves itself with the time; the server's time is used after a first refusal.`
      : found,
    'Set the clock of this computer, best by letting the system do it (time server), and check its time zone.',
  );
}

/** What the server tells about itself, to everybody. */
export async function checkVersions(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const first = await scene.first(signal);
  const told = 'answer' in first ? ofHeaders(first.answer) : [];
  const descriptions = await Promise.all(['v1', 'v2'].map((version) => description(scene, version, signal)));
  const newer = await quietly(() => scene.get('/v2/Repositories', signal));
  const versions = [
    'API V1 (the one used here)',
    ...(descriptions[1] !== undefined || newer?.status === 401 ? ['API V2'] : []),
  ];
  const titles = descriptions.filter((title) => title !== undefined);
  const software = [...titles, ...told];
  return ok(
    `${versions.join(', ')}. ${software.length > 0 ? software.join('; ') : 'The version of the server is not told'}.`,
  );
}

const HEADERS = ['Server', 'X-Powered-By', 'api-supported-versions', 'X-Api-Version'];

function ofHeaders({ header }: Answer): string[] {
  return HEADERS.flatMap((name) => {
    const value = header(name);
    return value === null || value === '' ? [] : [`${name}: ${value.slice(0, 80)}`];
  });
}

/** Title and version of the API's own description, where it is open to everybody. */
async function description(scene: Scene, version: string, signal: AbortSignal): Promise<string | undefined> {
  const answer = await quietly(() => scene.get(`/swagger/${version}/swagger.json`, signal));
  if (answer?.status !== 200) return undefined;
  const { info } = (parse(answer.text) ?? {}) as { info?: { title?: unknown; version?: unknown } };
  const [title, number] = [info?.title, info?.version];
  if (typeof number !== 'string') return undefined;
  return `${typeof title === 'string' ? title.slice(0, 80) : 'Description'} ${number.slice(0, 40)}`;
}

async function quietly(get: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await get();
  } catch {
    return undefined;
  }
}

function isPage(answer: Answer): boolean {
  return /html/i.test(answer.header('Content-Type') ?? '') || answer.text.trimStart().startsWith('<');
}

const isJson = ({ text }: Answer) => parse(text) !== undefined;

function parse(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

function originOf(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).origin : 'no address';
}

function spoken(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}
