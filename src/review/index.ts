export { confirmPreviewed, confirmReviews, type ConfirmOptions } from './confirm';
export { settleConflict } from './conflicts';
export { entryNameIn, namesFrom, type Names } from './names';
export { pickOne, type Choice } from './pickOne';
export { countWords, planWords, type NamedReview } from './planWords';
export {
  PREVIEW_SCHEME,
  previewReview,
  previewReviews,
  registerPreviews,
  showSides,
  type Comparison,
} from './previews';
