import { l10n } from 'vscode';
import type { Session } from '../../connections';
import type { Entry, EntryType, LinkType } from '../../domain';
import { isMoment, type LinkCondition, type SearchQuery } from '../../search';
import { askText, BACK, formatList, pickOne } from '../../ui';
import { pickEntries, type PickState } from '../support/pickEntries';
import { describeCondition } from '../../searches';
import { askCondition } from './linkCondition';

/** A question that is being put together, with what is known of the ids in it. */
export interface QuestionDraft {
  readonly query: SearchQuery;
  readonly entries: ReadonlyMap<number, Entry>;
  readonly types: readonly LinkType[];
}

export const NO_QUESTION: QuestionDraft = { query: {}, entries: new Map(), types: [] };

/** A part of a question as a person sees it: one value, or two that belong together. */
export interface Part {
  /** The names of its values in a query. */
  readonly keys: readonly (keyof SearchQuery)[];
  readonly label: () => string;
  /** What it is now; undefined where it says nothing. */
  readonly describe: (draft: QuestionDraft) => string | undefined;
  /** Asks for it. Undefined where the person goes back: all stays as it was. */
  readonly ask: (session: Session, draft: QuestionDraft, title: string) => Promise<QuestionDraft | undefined>;
}

/** A question without some of its parts, and with others. */
export function withParts(
  draft: QuestionDraft,
  { keys }: Pick<Part, 'keys'>,
  parts: Partial<SearchQuery> = {},
): QuestionDraft {
  const others = Object.entries(draft.query).filter(([name]) => !keys.includes(name as keyof SearchQuery));
  return { ...draft, query: { ...Object.fromEntries(others), ...parts } };
}

export function withText(draft: QuestionDraft, typed: string): QuestionDraft {
  const text = typed.trim();
  return withParts(draft, { keys: ['text'] }, text === '' ? {} : { text });
}

interface TextPart {
  readonly key: 'text' | 'name' | 'template' | 'creator';
  readonly label: () => string;
  readonly prompt: () => string;
}

/** A part that is one line of text; an empty one says nothing. */
function textPart({ key, label, prompt }: TextPart): Part {
  const keys = [key];
  return {
    keys,
    label,
    describe: ({ query }) => query[key],
    async ask(_session, draft, title) {
      const typed = await askText({
        title: l10n.t('{0}: {1}', title, label()),
        prompt: prompt(),
        value: draft.query[key] ?? '',
        back: true,
      });
      if (typeof typed !== 'string') return undefined;
      return withParts(draft, { keys }, typed.trim() === '' ? {} : { [key]: typed.trim() });
    },
  };
}

/** Some servers tell no paths. */
const placeOf = ({ path, name }: Entry): string => [path, name].find(Boolean) ?? '';

const folder: Part = {
  keys: ['in', 'subfolders'],
  label: () => l10n.t('Folder'),
  describe({ query, entries }) {
    if (query.in === undefined) return undefined;
    const known = entries.get(query.in);
    const name = known ? placeOf(known) : l10n.t('Entry {0}', query.in);
    return query.subfolders === false ? l10n.t('directly in {0}', name) : l10n.t('below {0}', name);
  },
  async ask(session, draft, title) {
    const state: PickState = { text: '', ticked: [] };
    let placeholder: string | undefined;
    for (;;) {
      const picked = await pickEntries(session, {
        title: l10n.t('{0}: In Which Folder?', title),
        many: false,
        step: [1, 2],
        state,
        ...(placeholder !== undefined && { placeholder }),
      });
      if (picked === undefined || picked === BACK) return undefined;
      const [entry] = picked;
      if (entry?.entryType !== 'Folder' && entry?.entryType !== 'RecordSeries') {
        placeholder = l10n.t('{0} is not a folder: choose one', entry?.name ?? '');
        continue;
      }
      const subfolders = await pickOne(
        l10n.t('{0}: In {1}', title, placeOf(entry)),
        [
          { label: l10n.t('With Subfolders'), value: true },
          { label: l10n.t('Only Directly in It'), value: false },
        ],
        { step: [2, 2], back: true },
      );
      if (subfolders === BACK) continue;
      if (subfolders === undefined) return undefined;
      const known = { ...draft, entries: new Map([...draft.entries, [entry.id, entry]]) };
      return withParts(known, folder, { in: entry.id, ...(!subfolders && { subfolders }) });
    }
  },
};

const typeNames = (): Record<EntryType, string> => ({
  Document: l10n.t('Document'),
  Folder: l10n.t('Folder'),
  Shortcut: l10n.t('Shortcut'),
  RecordSeries: l10n.t('Record Series'),
});

const entryType: Part = {
  keys: ['entryType'],
  label: () => l10n.t('Type'),
  describe: ({ query }) => query.entryType && typeNames()[query.entryType],
  async ask(_session, draft, title) {
    const names = Object.entries(typeNames()) as [EntryType, string][];
    const picked = await pickOne<EntryType | 'any'>(
      l10n.t('{0}: {1}', title, l10n.t('Type')),
      [{ label: l10n.t('Any'), value: 'any' }, ...names.map(([value, label]) => ({ label, value }))],
      { active: draft.query.entryType, back: true },
    );
    if (picked === undefined || picked === BACK) return undefined;
    return withParts(draft, entryType, picked === 'any' ? {} : { entryType: picked });
  },
};

const field: Part = {
  keys: ['field'],
  label: () => l10n.t('Field'),
  describe: ({ query }) =>
    query.field &&
    (query.field.value === ''
      ? l10n.t('{0} is empty', query.field.name)
      : l10n.t('{0} is {1}', query.field.name, query.field.value)),
  async ask(_session, draft, title) {
    let name = draft.query.field?.name ?? '';
    for (;;) {
      const typed = await askText({
        title: l10n.t('{0}: {1}', title, l10n.t('Field')),
        prompt: l10n.t('Whole name of the field. Nothing for any entry.'),
        value: name,
        step: [1, 2],
        back: true,
      });
      if (typeof typed !== 'string') return undefined;
      name = typed.trim();
      if (name === '') return withParts(draft, field);
      const value = await askText({
        title: l10n.t('{0}: {1}', title, name),
        prompt: l10n.t('Whole value of the field. Nothing for a field that is not filled in.'),
        value: draft.query.field?.value ?? '',
        step: [2, 2],
        back: true,
      });
      if (value === undefined) return undefined;
      if (value !== BACK) return withParts(draft, field, { field: { name, value } });
    }
  },
};

interface TimePart {
  readonly after: 'createdAfter' | 'modifiedAfter';
  readonly before: 'createdBefore' | 'modifiedBefore';
  readonly label: () => string;
}

function timePart({ after, before, label }: TimePart): Part {
  const keys = [after, before];
  return {
    keys,
    label,
    describe({ query }) {
      const [from, until] = [query[after], query[before]];
      if (from !== undefined && until !== undefined) return l10n.t('from {0} to {1}', from, until);
      if (from !== undefined) return l10n.t('since {0}', from);
      return until === undefined ? undefined : l10n.t('until {0}', until);
    },
    async ask(_session, draft, title) {
      let from = draft.query[after] ?? '';
      const question = (value: string, step: 1 | 2) => ({
        title: l10n.t('{0}: {1}', title, label()),
        placeholder: '2026-01-31',
        value,
        step: [step, 2] as const,
        back: true,
        validate: (text: string) =>
          text.trim() === '' || isMoment(text.trim())
            ? undefined
            : l10n.t('Type a date such as 2026-01-31, with a time where you like: 2026-01-31T08:00.'),
      });
      for (;;) {
        const typed = await askText({
          ...question(from, 1),
          prompt: l10n.t('First day. Nothing for no beginning.'),
        });
        if (typeof typed !== 'string') return undefined;
        from = typed.trim();
        const until = await askText({
          ...question(draft.query[before] ?? '', 2),
          prompt: l10n.t('Last day. Nothing for no end.'),
        });
        if (until === undefined) return undefined;
        if (until === BACK) continue;
        return withParts(
          draft,
          { keys },
          { ...(from !== '' && { [after]: from }), ...(until.trim() !== '' && { [before]: until.trim() }) },
        );
      }
    },
  };
}

const links: Part = {
  keys: ['links'],
  label: () => l10n.t('Links'),
  describe: ({ query, types }) =>
    query.links?.length
      ? formatList(query.links.map((condition) => describeCondition(condition, types)))
      : undefined,
  async ask(session, draft, title) {
    const answer = await askCondition(session, { ...draft, conditions: draft.query.links ?? [] }, title);
    if (!answer) return undefined;
    const { conditions, entries, types } = answer;
    const some: { links?: readonly LinkCondition[] } = conditions.length > 0 ? { links: conditions } : {};
    return withParts({ ...draft, entries, types }, links, some);
  },
};

/** In the order in which they are listed. */
export const PARTS: readonly Part[] = [
  textPart({
    key: 'text',
    label: () => l10n.t('Text'),
    prompt: () => l10n.t('A text in the name, the fields or the pages of an entry. Nothing for any entry.'),
  }),
  textPart({
    key: 'name',
    label: () => l10n.t('Name'),
    prompt: () => l10n.t('Whole name; * stands for any characters and ? for one. Nothing for any entry.'),
  }),
  folder,
  entryType,
  textPart({
    key: 'template',
    label: () => l10n.t('Template'),
    prompt: () => l10n.t('Whole name of the template. Nothing for any entry.'),
  }),
  field,
  textPart({
    key: 'creator',
    label: () => l10n.t('Creator'),
    prompt: () => l10n.t('Whole name of who created the entry. Nothing for anyone.'),
  }),
  timePart({ after: 'createdAfter', before: 'createdBefore', label: () => l10n.t('Created') }),
  timePart({ after: 'modifiedAfter', before: 'modifiedBefore', label: () => l10n.t('Modified') }),
  links,
];
