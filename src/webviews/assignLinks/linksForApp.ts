import type { Link } from '../../domain';

/**
 * Links as the form needs them: what it neither shows nor compares would make up most of a message of thousands. Links
 * that others own stay whole, since the form may ask to put them back.
 */
export function linksForApp(links: readonly Link[], sourceId: number): readonly Link[] {
  return links.map((link) => {
    if (link.sourceId !== sourceId || link.linkTypeId === undefined || link.linkTypeId <= 0) return link;
    const { targetId, targetPath, linkTypeId, typeDescription, properties, description } = link;
    const isDescribed = description && description !== typeDescription;
    return {
      sourceId,
      targetId,
      linkTypeId,
      ...(targetPath && { targetPath }),
      ...(properties && Object.keys(properties).length > 0 && { properties }),
      ...(isDescribed && { description }),
    };
  });
}
