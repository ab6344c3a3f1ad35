import { parseArgs } from 'node:util';
import {
  DEFAULT_BEHAVIOUR,
  DOCUMENTED_LIFETIMES,
  QUIRK_NAMES,
  startSandbox,
  type BigOptions,
  type OAuthLifetimes,
  type SandboxBehaviour,
  type SandboxOptions,
} from '.';

/**
 * Runs the sandbox alone: prints one JSON line, then serves until interrupted.
 * The line has base URL, repository and everything needed to sign in: user and password, access key and service
 * principal key of a service app, client id of a single-page app, and the origin to sign in at (see `Sandbox`).
 * `--big` adds a folder of 100,000 documents and a document of 5,000 links (`--big-entries N`, `--big-links N`);
 * `--port N` (0: any free port), `--state FILE`, `--username NAME`, `--password WORD`, `--token-life SECONDS`.
 * Lifetimes of cloud sign-ins in seconds: `--person-token-life N`, `--refresh-token-life N`, … (see `OAuthLifetimes`).
 * Each behaviour is a flag of its name in kebab case: `--incoming-listed=false --max-page-size=50`.
 */
async function main(): Promise<void> {
  const sandbox = await startSandbox(readOptions(process.argv.slice(2)));
  const stop = () => {
    sandbox.close().catch(fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const { baseUrl, repoId, username, password } = sandbox;
  const { signInOrigin, accessKey, servicePrincipalKey, clientId, customerId } = sandbox;
  const cloud = { signInOrigin, accessKey, servicePrincipalKey, clientId, customerId };
  console.log(JSON.stringify({ baseUrl, repoId, username, password, ...cloud }));
}

function readOptions(args: string[]): SandboxOptions {
  const names = [
    'port',
    'state',
    'username',
    'password',
    'token-life',
    'big-entries',
    'big-links',
    ...LIFETIMES.map(lifetimeFlag),
    ...BEHAVIOURS.map(kebab),
  ];
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== BIG),
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const big = readBig(args.includes(BIG), values);
  const { port, state, username, password, 'token-life': tokenLife } = values;
  return {
    ...(port === undefined ? {} : { port: whole('port', port) }),
    ...(state === undefined ? {} : { stateFile: state }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tokenLife === undefined ? {} : { tokenLifeSeconds: whole('token-life', tokenLife) }),
    ...(big && { big }),
    oauth: readLifetimes(values),
    behaviour: readBehaviour(values),
  };
}

const BIG = '--big';

/** Any of the numbers means a big repository too. */
function readBig(
  asked: boolean,
  { 'big-entries': entries, 'big-links': links }: Readonly<Record<string, string | undefined>>,
): BigOptions | undefined {
  if (!asked && entries === undefined && links === undefined) return undefined;
  return {
    entries: entries === undefined ? 100_000 : whole('big-entries', entries),
    links: links === undefined ? 5_000 : whole('big-links', links),
  };
}

const BEHAVIOURS = Object.keys(DEFAULT_BEHAVIOUR) as (keyof SandboxBehaviour)[];

function readBehaviour(values: Readonly<Record<string, string | undefined>>): Partial<SandboxBehaviour> {
  const given = BEHAVIOURS.flatMap((name) => {
    const text = values[kebab(name)];
    if (text === undefined) return [];
    return [[name, readOption(name, text)]];
  });
  return Object.fromEntries(given) as Partial<SandboxBehaviour>;
}

function readOption(name: keyof SandboxBehaviour, text: string): unknown {
  if (name === 'quirks') return listOfQuirks(text);
  if (name === 'searchPrecedence') return oneOf(name, text, ['leftToRight', 'notAndOr']);
  return typeof DEFAULT_BEHAVIOUR[name] === 'boolean' ? flag(name, text) : whole(name, text);
}

function listOfQuirks(text: string): readonly string[] {
  return text.split(',').map((name) => oneOf('quirks', name.trim(), QUIRK_NAMES));
}

function oneOf(name: string, text: string, known: readonly string[]): string {
  if (!known.includes(text)) throw new Error(`--${kebab(name)} must be one of ${known.join(', ')}.`);
  return text;
}

const LIFETIMES = Object.keys(DOCUMENTED_LIFETIMES) as (keyof OAuthLifetimes)[];
const lifetimeFlag = (name: string) => `${kebab(name)}-life`;

function readLifetimes(values: Readonly<Record<string, string | undefined>>): Partial<OAuthLifetimes> {
  const given = LIFETIMES.flatMap((name) => {
    const text = values[lifetimeFlag(name)];
    return text === undefined ? [] : [[name, whole(lifetimeFlag(name), text)]];
  });
  return Object.fromEntries(given) as Partial<OAuthLifetimes>;
}

function flag(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new Error(`--${kebab(name)} must be true or false.`);
  return text === 'true';
}

function whole(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${kebab(name)} must be a whole number.`);
  return Number(text);
}

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

main().catch(fail);
