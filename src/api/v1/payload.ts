import type { Link, LinkAssignment } from '../../domain';
import type { WireLink } from './codec';

/** One element of the body of PUT `…/links` (`PutLinksRequest` of the published description). */
export interface WireAssignment {
  readonly targetId: number;
  readonly linkTypeId: number;
  readonly customProperties?: Readonly<Record<string, string>>;
}

/** The body of PUT `…/links` (guide "Assign Links"): properties are read by one name and written by another. */
export function payloadOf(links: readonly LinkAssignment[]): WireAssignment[] {
  return links.map(({ targetId, linkTypeId, properties }) => ({
    targetId,
    linkTypeId,
    ...(properties && { customProperties: properties }),
  }));
}

/** Fields of links that this version of the API names otherwise than we do. */
const OUR_NAMES: ReadonlyMap<string, keyof Link> = new Map<keyof WireLink, keyof Link>([
  ['sourceFullPath', 'sourcePath'],
  ['targetFullPath', 'targetPath'],
  ['linkTypeDescription', 'typeDescription'],
  ['linkId', 'id'],
  ['linkProperties', 'properties'],
  ['sourceLink', 'sourceUrl'],
  ['targetLink', 'targetUrl'],
]);

/** A link that was stored in the terms of this version of the API, in ours; whatever else stands in it stays. */
export function readStoredLink(stored: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [OUR_NAMES.get(name) ?? name, value]),
  );
}

/** The same for a link type. */
export function readStoredLinkType({
  linkTypeDescription,
  ...stored
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return linkTypeDescription === undefined ? stored : { ...stored, description: linkTypeDescription };
}

/** The same for an element of a payload. */
export function readStoredAssignment({
  customProperties,
  ...stored
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return customProperties === undefined ? stored : { ...stored, properties: customProperties };
}

/** The reverse of reading: a link in the terms of the published description, for whoever is answered with those. */
export function toWireLink(link: Link): WireLink {
  const wire: Record<keyof WireLink, unknown> = {
    linkId: link.id,
    sourceId: link.sourceId,
    sourceFullPath: link.sourcePath,
    sourceLabel: link.sourceLabel,
    targetId: link.targetId,
    targetFullPath: link.targetPath,
    targetLabel: link.targetLabel,
    description: link.description,
    linkTypeId: link.linkTypeId,
    linkTypeDescription: link.typeDescription,
    linkProperties: link.properties,
    sourceLink: link.sourceUrl,
    targetLink: link.targetUrl,
  };
  return Object.fromEntries(
    Object.entries(wire).filter(([, value]) => value !== undefined),
  ) as unknown as WireLink;
}
