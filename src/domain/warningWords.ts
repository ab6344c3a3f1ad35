import type { PlanWarning } from './warnings';

/** A warning as it is told. */
export interface WarningText {
  readonly text: string;
  /** Something may be lost for good: worth a question before assigning. */
  readonly serious: boolean;
}

export interface WarningNames {
  readonly sourceId: number;
  /** Name or path of an entry, the source included. */
  readonly nameOf: (entryId: number) => string;
}

type Kind = PlanWarning['kind'];
type Of<K extends Kind> = Extract<PlanWarning, { readonly kind: K }>;

/** Warnings as sentences: several of a kind are told in one, with the first few names. */
export function warningTexts(
  warnings: readonly PlanWarning[],
  { sourceId, nameOf }: WarningNames,
): WarningText[] {
  const all = <K extends Kind>(kind: K): readonly Of<K>[] =>
    warnings.filter((warning): warning is Of<K> => warning.kind === kind);
  const named = (ids: readonly number[]) => namesOf([...new Set(ids)].map(nameOf));
  const targets = (list: readonly { readonly key: { readonly targetId: number } }[]) =>
    named(list.map(({ key }) => key.targetId));
  const duplicates = (why: Of<'duplicate'>['why']) => all('duplicate').filter((one) => one.why === why);

  const sentences: readonly [names: Names | undefined, kind: Kind, one: string, many: string][] = [
    [
      targets(all('lostProperties')),
      'lostProperties',
      `The link to {} loses ${propertiesOf(all('lostProperties'))}.`,
      'The links to {} lose properties.',
    ],
    [
      targets(duplicates('twice')),
      'duplicate',
      'The link to {} is asked for twice.',
      'The links to {} are asked for twice.',
    ],
    [
      targets(duplicates('exists')),
      'duplicate',
      'The link to {} exists already.',
      'The links to {} exist already.',
    ],
    [targets(all('targetGone')), 'targetGone', '{} does not exist any more.', '{} do not exist any more.'],
    [
      targets(all('targetInRecycleBin')),
      'targetInRecycleBin',
      '{} is in the recycle bin.',
      '{} are in the recycle bin.',
    ],
    [
      named(all('recordSupersede').flatMap(({ recordIds }) => recordIds)),
      'recordSupersede',
      '{} is a record: being superseded can start its cutoff, after which it can’t be changed.',
      '{} are records: being superseded can start their cutoff, after which they can’t be changed.',
    ],
    [
      named(all('checkedOut').map(({ entryId }) => entryId)),
      'checkedOut',
      '{} is checked out.',
      '{} are checked out.',
    ],
  ];
  const source = nameOf(sourceId);
  return [
    ...all('emptiesEntry').map(({ kind, count }) => ({
      text: emptied(count, source),
      serious: isSerious(kind),
    })),
    ...described(all('losesDescription').length),
    ...all('selfLink')
      .slice(0, 1)
      .map(({ kind }) => ({ text: `${source} is linked to itself.`, serious: isSerious(kind) })),
    ...sentences.flatMap(([names, kind, one, many]) =>
      names
        ? [
            {
              text: (names.count === 1 ? one : many).replace('{}', () => names.text),
              serious: isSerious(kind),
            },
          ]
        : [],
    ),
  ];
}

/** Kinds of warnings that something may be lost for good with. */
export function isSerious(kind: Kind): boolean {
  return SERIOUS.has(kind);
}

const SERIOUS: ReadonlySet<Kind> = new Set<Kind>([
  'emptiesEntry',
  'losesDescription',
  'lostProperties',
  'recordSupersede',
  'targetGone',
  'targetInRecycleBin',
]);

function emptied(count: number, source: string): string {
  return count === 1
    ? `This removes the only outgoing link of ${source}.`
    : `This removes all ${count.toLocaleString('en-US')} outgoing links of ${source}.`;
}

function described(count: number): WarningText[] {
  if (count === 0) return [];
  const text =
    count === 1
      ? '1 link has a description that can’t be sent along: the server may drop it when links are assigned.'
      : `${count.toLocaleString('en-US')} links have descriptions that can’t be sent along: the server may drop them when links are assigned.`;
  return [{ text, serious: isSerious('losesDescription') }];
}

function propertiesOf(warnings: readonly Of<'lostProperties'>[]): string {
  const names = [...new Set(warnings.flatMap((warning) => warning.names))].map((name) => `“${name}”`);
  const listed = namesOf(names);
  return `the ${names.length === 1 ? 'property' : 'properties'} ${listed?.text ?? ''}`;
}

interface Names {
  readonly text: string;
  readonly count: number;
}

/** Names told at most; the rest is counted. */
const TOLD = 3;

/** For example `A`, `A and B`, `A, B, C and 4 more`. */
function namesOf(names: readonly string[]): Names | undefined {
  const last = names.at(-1);
  if (last === undefined) return undefined;
  const count = names.length;
  if (count === 1) return { text: last, count };
  const [told, rest] =
    count > TOLD
      ? [names.slice(0, TOLD), `${(count - TOLD).toLocaleString('en-US')} more`]
      : [names.slice(0, -1), last];
  return { text: `${told.join(', ')} and ${rest}`, count };
}
