import type { Recents, Session } from '../../../src/connections';
import type { LinkEditorOptions } from '../../../src/changes';
import type { ConfirmMode, Link, LinkType } from '../../../src/domain';
import { openForm } from '../../../src/webviews/assignLinks/app/state/form';
import type { Form, FormState } from '../../../src/webviews/assignLinks/app/state/model';
import type { Action } from '../../../src/webviews/assignLinks/app/state/actions';
import { reduce } from '../../../src/webviews/assignLinks/app/state/reducer';
import { changeOf, requestedOf } from '../../../src/webviews/assignLinks/app/state/request';
import { describeChange } from '../../../src/webviews/assignLinks/describeChange';
import { FormHost } from '../../../src/webviews/assignLinks/formHost';
import type {
  ChangeDescription,
  FormContents,
  FormSettings,
  Planned,
  Saved,
} from '../../../src/webviews/assignLinks/protocol';
import { editorFor } from '../../support/editing';
import { requestFor } from '../../support/requestFor';

export const SOURCE = 10;

export const TYPES: readonly LinkType[] = [
  { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' },
  { linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
];

export const SETTINGS: FormSettings = {
  allowSelfLinks: false,
  confirmChanges: 'destructive',
  readOnly: 'no',
};

/** The answer of a save. */
export function savedAs(links: readonly Link[], counts: Partial<Saved> = {}): Saved {
  const others = { added: 0, removed: 0, changed: 0 };
  return { links, added: 0, removed: 0, changed: 0, kept: 0, others, droppedIncoming: [], ...counts };
}

/** An outgoing link of the source entry, as the server lists it. */
export function link(targetId: number, linkTypeId = 1, properties?: Record<string, string>): Link {
  const targetPath = `\\Files\\Target ${targetId}`;
  return {
    sourceId: SOURCE,
    targetId,
    linkTypeId,
    targetPath,
    ...(properties && { properties }),
  };
}

export function contentsOf(links: readonly Link[], more: Partial<FormContents> = {}): FormContents {
  return {
    connectionName: 'Sandbox',
    source: { id: SOURCE, name: 'Email', path: '\\Email', entryType: 'Document' },
    links,
    linkTypes: TYPES,
    ...SETTINGS,
    requestUrl: 'http://127.0.0.1/v1/Repositories/r/Entries/10/links',
    ...more,
  };
}

/** A loaded form after what happened to it. */
export function formAfter(links: readonly Link[], ...actions: readonly Action[]): Form {
  return after(openForm(contentsOf(links)), ...actions);
}

export function after(form: Form, ...actions: readonly Action[]): Form {
  const state = actions.reduce<FormState>(reduce, { phase: 'ready', form });
  if (state.phase !== 'ready') throw new Error('The form is gone.');
  return state.form;
}

/** Marks of the rows, for example `added 15:1`. */
export function marks(form: Pick<Form, 'rows'>, statusOf: (row: Form['rows'][number]) => string): string[] {
  return form.rows.map((row) => `${statusOf(row)} ${row.target.id}:${row.linkTypeId}`);
}

export const target = (id: number) => ({ id, name: `Target ${id}`, path: `\\Files\\Target ${id}` });

/** Nothing is remembered: what is used is noted in `used`. */
export function noRecents(used: string[] = []): Pick<Recents, 'list' | 'use'> {
  return {
    list: () => Promise.resolve({ pinned: [], recent: [], linkTypeIds: [] }),
    use: (entries) => Promise.resolve(void used.push(...entries.map(({ name }) => name))),
  };
}

/** A session in memory that reads nothing: plans are made from what they are given. */
function sessionOf(): Session {
  const place = { baseUrl: 'http://127.0.0.1', repoId: 'r' };
  const repository = { ...place, requestFor: requestFor(place) };
  const connection = { id: 'c', name: 'Sandbox', ...place };
  const linkTypes = () => Promise.resolve(TYPES);
  const unread = repository as unknown as LinkEditorOptions['repository'];
  const editor = editorFor(unread, linkTypes, { connection });
  return { connection, repository, linkTypes, editor } as unknown as Session;
}

/** What the host tells of a form's rows. */
export function describedOf(form: Form): ChangeDescription {
  const known = { ...form.contents, links: form.base };
  return describeChange(sessionOf(), changeOf(form), known, Number.MAX_SAFE_INTEGER);
}

interface SentLink {
  readonly targetId: number;
  readonly linkTypeId: number;
  readonly customProperties?: Readonly<Record<string, string>>;
}

/** The body of the request that a form's rows make. */
export function bodyOf(form: Form): readonly SentLink[] {
  return JSON.parse(describedOf(form).request?.body.join('\n') ?? '') as readonly SentLink[];
}

/** Whether the host wants a question before the rows are sent. */
export async function asks(form: Form, confirmChanges: ConfirmMode): Promise<boolean> {
  const none = () => Promise.reject(new Error('Not asked for.'));
  const host = new FormHost({
    connections: { open: () => Promise.resolve(sessionOf()) },
    connectionId: 'c',
    repository: { baseUrl: 'http://127.0.0.1', repoId: 'r' },
    sourceId: SOURCE,
    settings: () => ({ ...SETTINGS, confirmChanges }),
    iconOf: () => 'file',
    copyText: none,
    reveal: none,
    openLinks: none,
    changeIncoming: none,
    preview: none,
    history: none,
    undo: none,
    help: () => Promise.resolve(),
    showHistory: none,
    onRead: () => undefined,
  });
  return ((await host.answer({ kind: 'plan', ...requestedOf(form) })) as Planned).asks;
}
