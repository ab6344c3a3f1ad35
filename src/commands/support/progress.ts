export { busy, watched, type Watched } from '../../changeFlow';
