export { summary, type DiagnosisReport } from './checks';
export { diagnoseInSight } from './inSight';
export { registerReports, showReport, shownReport } from '../documents/reports';
export { reportText } from './checks/report';
