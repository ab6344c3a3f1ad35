export { oneLine } from './inert';
