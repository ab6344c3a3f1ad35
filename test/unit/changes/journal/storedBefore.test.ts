import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import {
  FileJournal,
  type Forgotten,
  type HistoryItem,
  type JournalNotice,
  type Owners,
} from '../../../../src/changes';
import { stored, storedJson, throughJson } from '../../../support/stored';
import { recordOf } from '../deadSegment';
import { scratchFolder } from '../scratch';

interface Answers {
  readonly list: readonly HistoryItem[];
  readonly forgotten: Forgotten | undefined;
  readonly notices: readonly JournalNotice[];
}

/** A part of `expected.json`. */
interface WithPayloads {
  readonly list: readonly { readonly payload: readonly { readonly customProperties?: object }[] }[];
}

/** What fields of links are called by now. */
const RENAMED: Readonly<Record<string, string>> = {
  id: 'linkId',
  sourcePath: 'sourceFullPath',
  targetPath: 'targetFullPath',
  typeDescription: 'linkTypeDescription',
  properties: 'linkProperties',
  sourceUrl: 'sourceLink',
  targetUrl: 'targetLink',
};

const renamed = (fields: object, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [names[name] ?? name, value as unknown]));

/** What the journal answers, in the terms of `expected.json`: when the journal's own terms change, they are translated here. */
function inTermsOfThen({ list, forgotten, notices }: Answers): unknown {
  const withoutFolder = (notice: JournalNotice) =>
    notice.kind === 'damaged' && notice.setAside !== undefined
      ? { ...notice, setAside: path.basename(notice.setAside) }
      : notice;
  const linksOfThen = (links: HistoryItem['answer']) => links?.map((link) => renamed(link, RENAMED));
  const listOfThen = list.map(({ before, answer, droppedIncoming, payload, ...same }) => ({
    ...same,
    before: linksOfThen(before),
    answer: linksOfThen(answer),
    lostIncoming: linksOfThen(droppedIncoming),
    payload: payload.map((link) => renamed(link, { properties: 'customProperties' })),
  }));
  return throughJson({ list: listOfThen, forgotten, notices: notices.map(withoutFolder) });
}

/** The processes that wrote the folder have ended. */
const OWNERS: Owners = {
  newTag: () => 'reader-1-000000000001',
  isOurs: (tag) => tag.startsWith('reader-'),
  isGone: (tag) => !tag.startsWith('reader-'),
};

async function answersOf(journal: FileJournal): Promise<Answers> {
  return {
    list: await journal.list(),
    forgotten: await journal.forgotten(),
    notices: journal.notices(),
  };
}

describe('editing: a journal that version 1 of its lines wrote', () => {
  const scratch = scratchFolder();
  const open = () => new FileJournal({ folder: scratch(), owners: OWNERS });
  beforeEach(() => cp(stored('journal', 'folder'), scratch(), { recursive: true }));

  it('tells the same changes, what was forgotten and what was damaged', async () => {
    const expected = await storedJson('journal', 'expected.json');
    assert.deepEqual(inTermsOfThen(await answersOf(open())), expected);
  });

  it('tells the same changes once its damaged segment was set aside', async () => {
    const { list } = await answersOf(open());
    const again = await answersOf(open());
    assert.deepEqual(again.list, list);
    assert.deepEqual(again.notices, []);
  });

  it('gives property names back that mean something to the language', async () => {
    const { list } = inTermsOfThen(await answersOf(open())) as WithPayloads;
    const properties = list.flatMap(({ payload }) => payload.map((link) => link.customProperties ?? {}));
    const odd = properties.find((one) => Object.hasOwn(one, '__proto__')) ?? assert.fail('not there');
    assert.deepEqual(Object.keys(odd), ['note', '__proto__', 'constructor', '', 'שם\u202E', 'half', 'long']);
    assert.equal(Object.values(odd)[1], 'changed too');
  });

  it('goes on with changes that come after all of its own', async () => {
    const before = await open().list();
    const journal = open();
    const begun = await journal.begin(recordOf(10));
    await begun.finish({ outcome: 'written' });
    const [newest, ...others] = await journal.list();
    assert.equal(newest?.id, begun.id);
    assert.deepEqual(others, before);
    await journal.settled();
  });
});
