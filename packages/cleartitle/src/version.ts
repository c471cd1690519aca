/** The version of the package; a test holds it equal to package.json's, and reading that file at every start would cost time. */
export const version = "0.1.0";
