import type { Forgotten } from '../changes';
import { plural } from '../ui';
import { formatTime } from '../changeFlow';

/** The last row of the history: that it is not all there was. Changes that were made together are forgotten together. */
export function describeForgotten({ total, last }: Forgotten): {
  readonly label: string;
  readonly detail: string;
} {
  const which = total === 1 ? 'this one' : 'these';
  return {
    label: `${plural(total, 'older change')} forgotten`,
    detail: `The history keeps within its limits: ${which}, made until ${formatTime(last.until)}, can’t be undone from here any more`,
  };
}
