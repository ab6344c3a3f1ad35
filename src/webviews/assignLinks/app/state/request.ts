import { editBetween, type Entry, type LinkEdit } from '../../../../domain';
import type { EntryView, FormChange, RequestedLinks } from '../../protocol';
import { slimLinks } from './draft';
import { type Form, keyOfRow } from './model';
import { linksOf } from './rows';

/** What the host is asked to plan. */
export function requestedOf(form: Form): RequestedLinks {
  const { rows, base, contents } = form;
  return {
    base: slimLinks(base, contents.source.id),
    requested: linksOf(rows),
    ...orderOf(form),
    ...factsOf(form),
  };
}

/** What the rows change, for what is told of it before anything is planned; links that the host has are left out. */
export function changeOf(form: Form): FormChange {
  const { rows, base, contents } = form;
  const edit = editBetween(
    rows.flatMap((row) => row.base ?? []),
    linksOf(rows),
  );
  const isOlder = base !== contents.links;
  return {
    edit: { ...edit, ...orderOf(form) },
    ...(isOlder && { base: slimLinks(base, contents.source.id, true) }),
    ...factsOf(form),
  };
}

/** A link that got another type stays where it was, although it is a new one for the server. */
function orderOf({ rows }: Form): Pick<LinkEdit, 'order'> {
  const there = rows.filter(({ base, removed }) => base && !removed);
  const isRetyped = there.some(({ base, linkTypeId }) => base?.linkTypeId !== linkTypeId);
  return isRetyped ? { order: there.map(keyOfRow) } : {};
}

/** Settings are part of the contents: a plan tells what these ask for. */
export function isSameChange(a: Form, b: Form): boolean {
  return a.rows === b.rows && a.base === b.base && a.contents === b.contents;
}

/** The facts that warnings are made of; nothing is made up for entries that were not read. */
function factsOf({ rows, contents: { source } }: Form): Pick<FormChange, 'known' | 'missing'> {
  const views = [source, ...rows.map(({ target }) => target)];
  return {
    known: views.flatMap((view) => entryOf(view) ?? []),
    missing: views.filter(({ isMissing }) => isMissing).map(({ id }) => id),
  };
}

function entryOf({ id, name, entryType, path, isRecord, isCheckedOut }: EntryView): Entry | undefined {
  if (!entryType) return undefined;
  return {
    id,
    name,
    entryType,
    ...(path !== undefined && { path }),
    ...(isRecord && { isRecord }),
    ...(isCheckedOut && { isCheckedOut }),
  };
}
