import { l10n } from 'vscode';
import type { EntryType } from '../domain';
import type { SavedSearchProblem, Search, SearchQuery } from '../search';
import { describeCondition } from './describeCondition';

/** A search in a few words: its command, or what its question asks for. */
export function describeSearch(search: Search): string {
  if ('command' in search) return search.command;
  const facts = factsOf(search.query);
  return facts.length > 0 ? facts.join(' · ') : l10n.t('all entries');
}

function factsOf(query: SearchQuery): readonly string[] {
  const { text, name, in: folder, subfolders = true, entryType, template, field, creator } = query;
  return [
    text === undefined ? '' : l10n.t('contains “{0}”', text),
    name === undefined ? '' : l10n.t('named “{0}”', name),
    entryType === undefined ? '' : describeTypes(entryType),
    template === undefined ? '' : l10n.t('template {0}', template),
    field === undefined ? '' : describeField(field),
    creator === undefined ? '' : l10n.t('created by {0}', creator),
    query.createdAfter === undefined ? '' : l10n.t('created after {0}', query.createdAfter),
    query.createdBefore === undefined ? '' : l10n.t('created before {0}', query.createdBefore),
    query.modifiedAfter === undefined ? '' : l10n.t('modified after {0}', query.modifiedAfter),
    query.modifiedBefore === undefined ? '' : l10n.t('modified before {0}', query.modifiedBefore),
    ...(query.links ?? []).map((condition) => describeCondition(condition, [])),
    folder === undefined
      ? ''
      : subfolders
        ? l10n.t('below folder {0}', folder)
        : l10n.t('directly in folder {0}', folder),
  ].filter(Boolean);
}

const describeField = ({ name, value }: { readonly name: string; readonly value: string }): string =>
  value === '' ? l10n.t('{0} is empty', name) : l10n.t('{0} is “{1}”', name, value);

function describeTypes(type: EntryType): string {
  switch (type) {
    case 'Document':
      return l10n.t('documents');
    case 'Folder':
      return l10n.t('folders');
    case 'Shortcut':
      return l10n.t('shortcuts');
    case 'RecordSeries':
      return l10n.t('record series');
  }
}

/** What is wrong with something in the setting: in a few words, and in a sentence. */
export function describeProblem({ why, part = '' }: SavedSearchProblem): {
  readonly brief: string;
  readonly what: string;
  /** That, and what to do. */
  readonly detail: string;
} {
  const edit = l10n.t('Edit the search to correct it.');
  const told = (brief: string, what: string) => ({
    brief,
    what,
    detail: `${what} ${edit}`,
  });
  switch (why) {
    case 'notObject':
      return told(l10n.t('not a search'), l10n.t('A saved search must be an object.'));
    case 'noName':
      return told(l10n.t('no name'), l10n.t('A saved search must have a name.'));
    case 'neitherQueryNorCommand':
      return told(
        l10n.t('neither query nor command'),
        l10n.t('A saved search must have a "query" or a "command".'),
      );
    case 'unknownPart':
      return told(l10n.t('unknown part: {0}', part), l10n.t('A query has no part "{0}".', part));
    case 'wrongPart':
      return told(
        l10n.t('wrong value: {0}', part),
        l10n.t('The value of "{0}" is not one that it can have.', part),
      );
  }
}
