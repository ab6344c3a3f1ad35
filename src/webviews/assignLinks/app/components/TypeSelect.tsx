import { useState } from 'preact/hooks';
import { type LinkType, linkTypeTitle, plainLine } from '../../../../domain';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly types: readonly LinkType[];
  readonly value: number | undefined;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly onChoose: (linkTypeId: number) => void;
}

/** From more types on, a form of many rows offers them only where somebody is about to choose. */
const FEW = 20;

/** Chooses a link type by both labels and id. */
export function TypeSelect({ id, label, types, value, error, disabled = false, onChoose }: Props) {
  const chosen = types.find((type) => type.linkTypeId === value);
  const [isWanted, setWanted] = useState(types.length <= FEW);
  const want = () => setWanted(true);
  const offered = isWanted || !chosen ? types : [chosen];
  return (
    <>
      <select
        id={id}
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        title={chosen && optionText(chosen)}
        disabled={disabled}
        value={value === undefined ? '' : String(value)}
        onPointerEnter={want}
        onFocus={want}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      >
        {!chosen && value !== undefined && <option value={String(value)}>Unknown type ({value})</option>}
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

/** What is wrong with a field, below it; told aloud when it comes up. */
export function FieldError({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return (
    <div id={id} class="field-error" aria-live="polite">
      {text}
    </div>
  );
}
