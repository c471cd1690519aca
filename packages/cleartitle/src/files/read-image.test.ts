import { expect, test } from "vitest";

import { readImage, type ImageSource } from "./read-image.ts";

test("what is neither a path nor bytes is an error that says so, not an image without an answer", async () => {
  const credentials = (): never => {
    throw new Error("not asked for");
  };
  for (const wrong of [new URL("file:///a.png"), new ArrayBuffer(8), 5, {}, null, undefined]) {
    await expect(readImage(wrong as ImageSource, credentials)).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining("Uint8Array"),
    });
  }
  expect(await readImage(new Uint8Array(), credentials)).toMatchObject({ problems: [{ code: "empty" }] });
});
