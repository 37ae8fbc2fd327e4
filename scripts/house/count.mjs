/**
 * @typedef {{ passed: number, failed: number, skipped: number, problems: string[] }} Count
 * @typedef {{ status: string, fullName: string }} Assertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: Assertion[] }} File
 */

/** @param {string} problem @returns {Count} */
export const failure = (problem) => ({ passed: 0, failed: 1, skipped: 0, problems: [problem] });

/**
 * What really ran in a suite, from the JSON report of vitest. A suite that crashed, that ran no
 * test, or that ended badly although each test passed, has failed.
 *
 * @param {string | undefined} json the report, if one was written
 * @param {number} code how the process ended
 * @param {string} [needs] what the suite needs and a machine may lack: then all of it is skipped
 * @returns {Count}
 */
export function countSuite(json, code, needs) {
  const files = filesOf(json);
  if (files === undefined) return failure(`crashed with code ${code}`);
  /** @type {Count} */
  const count = { passed: 0, failed: 0, skipped: 0, problems: [] };
  for (const file of files) {
    let failed = 0;
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') count.passed += 1;
      else if (status === 'failed') {
        failed += 1;
        count.problems.push(fullName);
      } else count.skipped += 1;
    }
    if (failed === 0 && file.status === 'failed') {
      failed = 1;
      count.problems.push(`${file.name} did not run`);
    }
    count.failed += failed;
  }
  const mayBeSkipped = needs !== undefined && isSkipped(count);
  if (count.passed + count.failed === 0 && !mayBeSkipped) return addFailure(count, 'ran no test');
  if (code !== 0 && count.failed === 0) return addFailure(count, `ended with code ${code}`);
  return count;
}

/** Was all of it skipped, and nothing run? @param {Count} count */
export const isSkipped = ({ passed, failed, skipped }) => passed + failed === 0 && skipped > 0;

/** @param {Count} count @param {string} problem @returns {Count} */
export const addFailure = (count, problem) => ({
  ...count,
  failed: count.failed + 1,
  problems: [...count.problems, problem],
});

/** @param {string | undefined} json @returns {File[] | undefined} */
function filesOf(json) {
  if (json === undefined) return undefined;
  try {
    const { testResults } = JSON.parse(json);
    return Array.isArray(testResults) ? testResults : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Count[]} counts @returns {Count} */
export const sum = (counts) => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
  skipped: counts.reduce((total, { skipped }) => total + skipped, 0),
  problems: counts.flatMap(({ problems }) => problems),
});

/** The last line of all. @param {Count} count */
export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
