import { safeText } from "../terminal/safe-text.ts";

/** Text with the full stop that it may lack, so that sentences can be joined. */
export function sentence(text: string): string {
  return /[.!?…。]["”)]?$/.test(text) ? text : `${text}.`;
}

/** A question with the words of the prompt that it may be about. */
export function withHint(question: string, hint: string | undefined): string {
  return hint === undefined ? question : `${question} ${safeText(hint)}`;
}
