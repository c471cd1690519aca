import { expect, test } from "vitest";
import { Slots } from "./slots.ts";

test("so many run side by side, the others in their turn, and one that fails gives its slot on", async () => {
  const slots = new Slots(3);
  let [running, most] = [0, 0];
  const order: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, at) =>
      slots.use(async () => {
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setTimeout(resolve, at % 3));
        running -= 1;
        order.push(at);
        if (at % 7 === 0) throw new Error("no");
      }),
    ),
  );
  expect([running, most, order.length]).toEqual([0, 3, 50]);
  expect(results.filter(({ status }) => status === "rejected")).toHaveLength(8);
  expect(await slots.use(async () => "free")).toBe("free");
});
