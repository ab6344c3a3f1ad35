import { l10n, QuickPickItemKind } from 'vscode';
import type { Session } from '../../connections';
import type { Entry, LinkType } from '../../domain';
import type { LinkCondition, LinkEnd } from '../../search';
import { describeCondition } from '../../searches';
import { BACK, type Choice, pickOne, type Remark } from '../../ui';
import { pickEntries } from '../support/pickEntries';
import { LINK_TYPE_PICKER, linkTypeRows, recentLinkTypes } from '../links/linking';

/** Conditions on links, with what is known of the ids in them. */
export interface Conditions {
  readonly conditions: readonly LinkCondition[];
  readonly entries: ReadonlyMap<number, Entry>;
  readonly types: readonly LinkType[];
}

/** Asks which links entries have or have not. Back leads to the step before; undefined leaves all as it was. */
export async function askCondition(
  session: Session,
  { conditions: known, entries, types: seen }: Conditions,
  title: string,
): Promise<Conditions | undefined> {
  let types = seen;
  for (;;) {
    const chosen = await pickHas(known, types, title);
    if (chosen === undefined || chosen === BACK) return undefined;
    if (typeof chosen === 'number') return { entries, types, conditions: known.toSpliced(chosen, 1) };
    for (;;) {
      const choices = await recentLinkTypes(session);
      ({ types } = choices);
      const type = await pickOne<LinkType | 'any'>(
        chosen ? l10n.t('{0}: A Link of Which Type?', title) : l10n.t('{0}: No Link of Which Type?', title),
        [
          { label: l10n.t('Any Type'), value: 'any', alwaysShow: true },
          ...linkTypeRows<LinkType | 'any'>(choices, (value) => ({ value })),
        ],
        { ...LINK_TYPE_PICKER, matchOnDescription: true, step: [2, 4], back: true },
      );
      if (type === undefined) return undefined;
      if (type === BACK) break;
      const rest = await askEnds(session, type === 'any' ? undefined : type, title);
      if (rest === undefined) return undefined;
      if (rest === BACK) continue;
      const { other, as } = rest;
      const condition: LinkCondition = {
        has: chosen,
        ...(type !== 'any' && { linkTypeId: type.linkTypeId }),
        ...(as !== 'either' && { as }),
        ...(other && { with: other.id }),
      };
      return {
        types,
        entries: other ? new Map([...entries, [other.id, other]]) : entries,
        conditions: [...known, condition],
      };
    }
  }
}

/** Whether there is to be a link, or none; or which of the conditions falls away. */
function pickHas(conditions: readonly LinkCondition[], types: readonly LinkType[], title: string) {
  const heading = (label: string): Remark => ({ label, kind: QuickPickItemKind.Separator });
  const rows: (Choice<boolean | number> | Remark)[] = [
    { icon: 'link', label: l10n.t('Has a Link…'), value: true },
    { icon: 'circle-slash', label: l10n.t('Has No Link…'), value: false },
    ...(conditions.length > 0 ? [heading(l10n.t('remove'))] : []),
    ...conditions.map((condition, value) => ({
      icon: 'close',
      label: l10n.t('Remove: {0}', describeCondition(condition, types)),
      value,
    })),
  ];
  return pickOne(l10n.t('{0}: {1}', title, l10n.t('Links')), rows, { step: [1, 4], back: true });
}

/** Which end of the link an entry is, and what is at the other one. */
async function askEnds(
  session: Session,
  type: LinkType | undefined,
  title: string,
): Promise<{ readonly as: LinkEnd; readonly other: Entry | undefined } | typeof BACK | undefined> {
  for (;;) {
    const as = await pickOne<LinkEnd>(
      l10n.t('{0}: At Which End of the Link?', title),
      [
        { label: l10n.t('At Either End'), value: 'either' },
        { label: l10n.t('As Its Source'), description: type?.sourceLabel ?? '', value: 'source' },
        { label: l10n.t('As Its Target'), description: type?.targetLabel ?? '', value: 'target' },
      ],
      { step: [3, 4], back: true, matchOnDescription: true },
    );
    if (as === undefined || as === BACK) return as;
    for (;;) {
      const isCertain = await pickOne(
        l10n.t('{0}: Linked With Which Entry?', title),
        [
          { label: l10n.t('Any Entry'), value: false },
          { label: l10n.t('Choose an Entry…'), value: true },
        ],
        { step: [4, 4], back: true },
      );
      if (isCertain === undefined) return undefined;
      if (isCertain === BACK) break;
      if (!isCertain) return { as, other: undefined };
      const picked = await pickEntries(session, {
        title: l10n.t('{0}: Linked With Which Entry?', title),
        many: false,
        step: [4, 4],
      });
      if (picked === undefined) return undefined;
      if (picked !== BACK) return { as, other: picked[0] };
    }
  }
}
