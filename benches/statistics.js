// What is said of many measurements of one thing.

/** {median, low, high} with the quartiles; of no values undefined. */
export function summary(values) {
  if (!values?.length) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/**
 * {slope, r2} of the least squares of log y on log x, for points [x, y]. A slope of 1 is
 * a cost that grows as the length does, one of 2 a cost that grows with its square.
 */
export function powerLaw(points) {
  const logs = points.map((point) => point.map(Math.log));
  const mean = (index) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [a, b] of logs) {
    xx += (a - x) ** 2;
    xy += (a - x) * (b - y);
    yy += (b - y) ** 2;
  }
  return { slope: xy / xx, r2: xy ** 2 / (xx * yy) };
}
