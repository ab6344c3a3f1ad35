import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import { edit } from '../gridKeys';
import type { Property } from '../state/model';
import type { PropertyProblem } from '../state/validate';
import { Button, FieldError, Icon } from './widgets';

interface Props {
  readonly id: string;
  readonly targetName: string;
  readonly properties: readonly Property[];
  readonly problems: ReadonlyMap<number, PropertyProblem> | undefined;
  readonly disabled: boolean;
  /** The properties can be looked at only. */
  readonly readOnly: boolean;
  readonly onChange: (properties: readonly Property[]) => void;
}

/** A link's custom properties as pairs of fields, folded away until somebody looks. */
export function PropertyList({ id, targetName, properties, problems, disabled, readOnly, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const [focusLast, setFocusLast] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const count = properties.length;
  const shown = (open || problems !== undefined) && count > 0 && !disabled;

  useEffect(() => {
    if (!focusLast) return;
    const field = list.current?.querySelector<HTMLInputElement>('.property:last-of-type input');
    if (field) edit(field);
    setFocusLast(false);
  }, [focusLast]);

  const add = () => {
    onChange([...properties, { name: '', value: '' }]);
    setOpen(true);
    setFocusLast(true);
  };
  const change = (index: number, part: Partial<Property>) =>
    onChange(properties.map((property, at) => (at === index ? { ...property, ...part } : property)));
  /** The button that was pressed goes: what belongs to the name comes next. */
  const focusValue = (index: number) => {
    const property = list.current?.querySelectorAll<HTMLElement>('.property')[index];
    const value = property?.querySelectorAll('input')[1];
    if (value) edit(value);
  };
  const remove = (index: number) => onChange(properties.filter((_, at) => at !== index));

  if (readOnly && count === 0) return null;
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        class="quiet"
        data-column="properties"
        aria-expanded={count > 0 ? shown : undefined}
        aria-controls={shown ? id : undefined}
        aria-label={
          count > 0
            ? l10n.t('Properties ({0}) of the link to {1}', count, targetName)
            : l10n.t('Add a property of the link to {0}', targetName)
        }
        disabled={disabled}
        onClick={() => (count > 0 ? setOpen(!shown) : add())}
      >
        <Icon name={count === 0 ? 'add' : shown ? 'chevron-down' : 'chevron-right'} />
        {count > 0 ? l10n.t('Properties ({0})', count) : l10n.t('Property')}
      </button>
      {shown && (
        <div
          id={id}
          class="property-list"
          ref={list}
          role="group"
          aria-label={l10n.t('Properties of the link to {0}', targetName)}
        >
          {properties.map(({ name, value, blankMeant }, index) => {
            const problem = problems?.get(index);
            const errorId = `${id}-${index}-error`;
            return (
              <div class="property" key={index}>
                <input
                  tabIndex={-1}
                  aria-label={l10n.t('Property name')}
                  placeholder={blankMeant ? l10n.t('No name') : l10n.t('Name')}
                  dir="auto"
                  readOnly={readOnly}
                  value={name}
                  aria-invalid={problem !== undefined}
                  aria-describedby={errorId}
                  onInput={(event) => change(index, { name: event.currentTarget.value })}
                />
                <input
                  tabIndex={-1}
                  aria-label={name.trim() ? l10n.t('Value of {0}', name) : l10n.t('Property value')}
                  placeholder={l10n.t('Value')}
                  dir="auto"
                  readOnly={readOnly}
                  value={value}
                  onInput={(event) => change(index, { value: event.currentTarget.value })}
                />
                {!readOnly && (
                  <Button
                    tabIndex={-1}
                    kind="icon"
                    aria-label={
                      name.trim()
                        ? l10n.t('Remove property {0}', name)
                        : l10n.t('Remove the property without a name')
                    }
                    title={l10n.t('Remove property')}
                    onClick={() => remove(index)}
                  >
                    <Icon name="close" />
                  </Button>
                )}
                <FieldError id={errorId} text={problem?.text} />
                {problem?.isBlank && !readOnly && (
                  <Button
                    tabIndex={-1}
                    kind="link blank-name"
                    onClick={() => {
                      change(index, { blankMeant: true });
                      focusValue(index);
                    }}
                  >
                    {l10n.t('Keep the empty name')}
                  </Button>
                )}
              </div>
            );
          })}
          {!readOnly && (
            <Button kind="quiet" onClick={add}>
              <Icon name="add" />
              {l10n.t('Add property')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
