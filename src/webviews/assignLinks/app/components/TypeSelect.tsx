import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { type LinkType, linkTypeTitle, plainLine } from '../../../../domain';
import { FieldError } from './widgets';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly types: readonly LinkType[];
  readonly value: number | undefined;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  /** In a table of rows, whose controls are reached by arrows. */
  readonly inRow?: boolean;
  readonly onChoose: (linkTypeId: number) => void;
}

/** From more types on, a form of many rows offers them only where somebody is about to choose. */
const FEW = 20;

/** Chooses a link type by both labels and id. */
export function TypeSelect({ id, label, types, value, error, disabled = false, inRow, onChoose }: Props) {
  const chosen = types.find((type) => type.linkTypeId === value);
  const [areOffered, setOffered] = useState(types.length <= FEW);
  const offer = () => setOffered(true);
  const offered = areOffered || !chosen ? types : [chosen];
  return (
    <>
      <select
        id={id}
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        title={chosen && optionText(chosen)}
        disabled={disabled}
        tabIndex={inRow ? -1 : undefined}
        data-column="type"
        value={value === undefined ? '' : String(value)}
        onPointerEnter={offer}
        onFocus={offer}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      >
        {!chosen && value !== undefined && (
          <option value={String(value)}>{l10n.t('Unknown type ({0})', value)}</option>
        )}
        {offered.map((type) => (
          <option key={type.linkTypeId} value={String(type.linkTypeId)}>
            {optionText(type)}
          </option>
        ))}
      </select>
      <FieldError id={`${id}-error`} text={error} />
    </>
  );
}

const optionText = (type: LinkType) => `${plainLine(linkTypeTitle(type))} (${type.linkTypeId})`;
