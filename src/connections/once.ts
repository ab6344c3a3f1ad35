/** A value fetched on first use and kept; a failure is not kept. */
export function once<T>(fetchValue: () => Promise<T>): { get: () => Promise<T>; forget: () => void } {
  let value: Promise<T> | undefined;
  const forget = () => {
    value = undefined;
  };
  return {
    get() {
      const current = (value ??= fetchValue());
      current.catch(() => {
        if (value === current) forget();
      });
      return current;
    },
    forget,
  };
}
