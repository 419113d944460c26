// The style of stretchbook/front. What is defined, and as what, tsc knows better.

import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";

const EXPORTED = ["FunctionDeclaration", "ClassDeclaration", "VariableDeclaration"].map((kind) => `ExportNamedDeclaration:has(> ${kind})`);

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    plugins: { jsdoc },
    languageOptions: { ecmaVersion: 2025, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    settings: { jsdoc: { mode: "typescript" } },
    rules: {
      "no-undef": "off",
      "no-unused-vars": ["error", { args: "all", argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-throw-literal": "error",
      "jsdoc/require-jsdoc": ["error", { enableFixer: false, contexts: EXPORTED, require: { FunctionDeclaration: false } }],
      "jsdoc/check-param-names": ["error", { checkDestructured: false }],
      "jsdoc/check-tag-names": ["error", { definedTags: ["import", "template"] }],
      "jsdoc/require-param": ["error", { exemptedBy: ["type"], checkDestructured: false, enableFixer: false }],
      "jsdoc/require-param-name": "error",
      "jsdoc/require-param-type": "error",
      "jsdoc/require-returns": ["error", { exemptedBy: ["type"], publicOnly: true }],
      "jsdoc/require-returns-type": "error",
    },
  },
];
