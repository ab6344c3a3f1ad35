export { oneLine } from '../ui/inert';
