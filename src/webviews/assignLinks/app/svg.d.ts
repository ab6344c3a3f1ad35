/** The build gives what is drawn of the file: see `esbuild.icons.js`. */
declare module '*.svg' {
  /** In a box of 16 by 16. */
  interface Shape {
    readonly d: string;
    readonly isEvenOdd?: true;
  }
  const shapes: readonly Shape[];
  export default shapes;
}
