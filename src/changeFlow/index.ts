export { confirmPreviewed, confirmReviews, type ConfirmOptions } from './confirm';
export { settleConflict } from './conflicts';
export { entryNameIn, namesFrom, type Names } from './names';
export { pickOne, type Choice } from '../ui/pickOne';
export { formatCounts, describePlan, type NamedReview } from './describePlan';
export {
  PREVIEW_SCHEME,
  previewReview,
  previewReviews,
  registerPreviews,
  showSides,
  type Comparison,
} from '../documents/previews';
