import fc from "fast-check";
import { expect, test } from "vitest";
import { MemoryBudget } from "./memory-budget.ts";

test("whatever work comes, what is under way stays within the budget, and all of it is done", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 12 }), async (costs) => {
      const budget = new MemoryBudget(10);
      let under = 0;
      const done = await Promise.allSettled(
        costs.map(async (cost, at) =>
          budget.within(cost, async () => {
            under += Math.min(cost, 10);
            expect(under).toBeLessThanOrEqual(10);
            await new Promise((resolve) => setImmediate(resolve));
            under -= Math.min(cost, 10);
            if (at % 3 === 0) throw new Error("failed");
          }),
        ),
      );
      expect(done).toHaveLength(costs.length);
      expect(under).toBe(0);
    }),
    { numRuns: 50 },
  );
});
