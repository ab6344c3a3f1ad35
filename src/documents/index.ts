export { type EntryNames } from './entryNames';
export { answerPreview, askBeside, previewReview, previewReviews, showAllSides, showSides } from './previews';
export { registerDocuments, showLinks, showReport, shownReport } from './virtualDocuments';
