import { expect, test } from "vitest";

import { dropUnusedImports } from "./drop-unused-imports.ts";

test("an import that nothing uses goes, one that something uses stays", () => {
  const declarations = 'import { A } from "node:crypto";\nimport { z } from "zod";\ntype B = z.ZodType;\n';
  expect(dropUnusedImports('import "zod";\ntype B = 1;\n')).toBe("type B = 1;\n");
  expect(dropUnusedImports(declarations)).toBe('import { z } from "zod";\ntype B = z.ZodType;\n');
});
