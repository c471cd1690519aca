/** Runs in the page: the least contrast of any text with the page's own background or its element's (WCAG 2.2 §1.4.3). */
export function leastContrast(): number {
  const parts = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = parts(colour).map((part) => {
      const share = part / 255;
      return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element: Element | null): string => {
    if (element === null) return "rgb(255,255,255)";
    const { backgroundColor } = getComputedStyle(element);
    return parts(backgroundColor)[3] === 0 ? ground(element.parentElement) : backgroundColor;
  };
  let least = 21;
  for (const element of document.body.querySelectorAll("*")) {
    if (element.textContent?.trim() === "") continue;
    const [one, two] = [light(getComputedStyle(element).color), light(ground(element))];
    least = Math.min(least, (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05));
  }
  return least;
}
