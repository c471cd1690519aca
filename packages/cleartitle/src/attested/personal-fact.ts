/** Whether a fact is about the holder, who is often a person: what it says is kept beside the log, and out of what is handed on. */
export const isPersonalFact = (fact: string): boolean => fact.startsWith("holder.");
