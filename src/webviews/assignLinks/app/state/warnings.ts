import type { EntryView } from '../../protocol';
import type { Form } from './model';
import { isDirty, statusOf } from './rows';

/** What may be meant but deserves a look before assigning. None of it blocks. */
export function warningsOf({
  rows,
  contents: { source, linkTypes },
}: Pick<Form, 'rows' | 'contents'>): readonly string[] {
  if (!isDirty(rows)) return [];
  const warnings: string[] = [];
  const existing = rows.filter((row) => row.base);
  if (existing.length > 0 && rows.every((row) => row.removed)) {
    warnings.push(`This removes every outgoing link of ${source.name}.`);
  }
  if (source.isCheckedOut) warnings.push(`${source.name} is checked out.`);

  const superseding = new Set(
    linkTypes
      .filter((type) => /supersede/i.test(`${type.sourceLabel} ${type.targetLabel}`))
      .map((type) => type.linkTypeId),
  );
  const edited = rows.filter((row) => ['added', 'changed'].includes(statusOf(row)));
  for (const target of unique(edited.map((row) => row.target))) {
    if (target.isCheckedOut) warnings.push(`${target.name} is checked out.`);
  }
  const supersedes = edited.filter((row) => superseding.has(row.linkTypeId));
  const records = unique([source, ...supersedes.map((row) => row.target)]).filter((entry) => entry.isRecord);
  if (supersedes.length > 0) {
    for (const { name } of records) {
      warnings.push(
        `${name} is a record: being superseded can start its cutoff, after which it can’t be changed.`,
      );
    }
  }

  const described = rows.filter((row) => row.base && !row.removed && row.description).length;
  if (described > 0) {
    const links = described === 1 ? '1 link has a description' : `${described} links have descriptions`;
    warnings.push(
      `${links} that can’t be sent along: the server may drop ${described === 1 ? 'it' : 'them'} when links are assigned.`,
    );
  }
  return warnings;
}

function unique(entries: readonly EntryView[]): readonly EntryView[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}
