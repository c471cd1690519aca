/** Text with the full stop that it may lack, so that sentences can be joined. */
export function sentence(text: string): string {
  return /[.!?…。]["”)]?$/.test(text) ? text : `${text}.`;
}
