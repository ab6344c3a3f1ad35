export { shownReport } from '../documents';
export { diagnoseInSight, showReport } from './diagnose';
export { summary, type DiagnosisReport } from './report';
