import { COMMANDS, plural } from '../../ui';
import { askChoice, type Choice } from './wizard/ask';
import { chosenOfAll } from './wizard/chosen';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';

/** Puts a connection at another place of the list. */
export const moveConnection: Handler = async (deps, first) => {
  const { connections } = deps;
  const fields = asArguments(first);
  if (fields) {
    const read = readArguments(COMMANDS.moveConnection, fields);
    const to = fields['to'];
    if (typeof to !== 'number' || !Number.isInteger(to) || to < 0)
      return read.fail('"to" must be a whole number from 0 on');
    return during('move the connection', () => connections.move(read.text('connectionId'), to));
  }
  const connection = await chosenOfAll(deps, first, 'Move Connection');
  if (!connection) return undefined;
  const list = connections.list();
  const from = list.findIndex(({ id }) => id === connection.id);
  const others = list.filter(({ id }) => id !== connection.id);
  const places: readonly Choice<number>[] = [
    { icon: 'arrow-up', label: 'First', value: 0 },
    ...others.map(({ name }, index) => ({
      icon: 'arrow-small-right',
      label: `After ${name}`,
      value: index + 1,
    })),
  ];
  const asked = await askChoice(
    { title: `Move Connection ${connection.name}`, step: 1, totalSteps: 1 },
    {
      placeholder: `Where to, among ${plural(list.length, 'connection')}?`,
      choices: places.filter(({ value }) => value !== from),
    },
  );
  if (typeof asked !== 'object') return undefined;
  return during(`move the connection ${connection.name}`, () =>
    connections.move(connection.id, asked.answer),
  );
};
