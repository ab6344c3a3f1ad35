import { type LinkPlan, type OutgoingLink, relinked } from '../domain';

/** What is done to one link, as its person means it: a type can only be changed by removing one link and adding another. */
export type LinkDeed =
  | { readonly kind: 'added' | 'removed'; readonly link: OutgoingLink }
  | {
      readonly kind: 'changed' | 'retyped' | 'moved';
      readonly link: OutgoingLink;
      readonly before: OutgoingLink;
    };

export type DeedKind = LinkDeed['kind'];

/** What a plan does, link by link. */
export function linkDeeds(plan: Pick<LinkPlan, 'added' | 'removed' | 'changed'>): LinkDeed[] {
  const { retyped, moved: pairs } = relinked(plan);
  // Others came and went beside each other: nobody moved them.
  const isMove =
    pairs.length === plan.removed.length &&
    pairs.length === plan.added.length &&
    new Set(plan.added.map(({ targetId }) => targetId)).size === 1;
  const moved = isMove ? pairs : [];
  const both = [...retyped, ...moved];
  const gone = new Set(both.map(({ before }) => before));
  const come = new Set(both.map(({ after }) => after));
  return [
    ...plan.removed.filter((link) => !gone.has(link)).map((link) => ({ kind: 'removed' as const, link })),
    ...retyped.map(({ before, after }) => ({ kind: 'retyped' as const, link: after, before })),
    ...moved.map(({ before, after }) => ({ kind: 'moved' as const, link: after, before })),
    ...plan.changed.map(({ before, after }) => ({ kind: 'changed' as const, link: after, before })),
    ...plan.added.filter((link) => !come.has(link)).map((link) => ({ kind: 'added' as const, link })),
  ];
}

/** The one kind that all deeds are of; undefined where they are of several. */
export function kindOf(deeds: readonly LinkDeed[]): DeedKind | undefined {
  const kinds = new Set(deeds.map(({ kind }) => kind));
  const [kind] = kinds;
  return kinds.size === 1 ? kind : undefined;
}
