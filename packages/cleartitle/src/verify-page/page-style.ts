import { style } from "../render/html/style.ts";

/** The look of the page: that of a report, with what one fills in. On paper only the answer is left. */
export const pageStyle: string = `${style}
main{padding-top:0}
fieldset{border:1px dashed var(--faint);border-radius:.5rem;margin:1rem 0;padding:.75rem 1rem;min-width:0}
legend{font-weight:600;padding:0 .25rem}
label{font-weight:600;display:block}
input,textarea{display:block;width:100%;margin:.5rem 0 0;padding:.5rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--faint);border-radius:.25rem}
textarea{font:0.875rem/1.5 ui-monospace,monospace;resize:vertical;overflow-wrap:anywhere}
textarea[aria-invalid=true]{border-color:var(--forbidden)}
button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.5rem;color:var(--paper);background:var(--ink);border:1px solid var(--ink);border-radius:.25rem;cursor:pointer}
:focus-visible{outline:3px solid var(--unknown);outline-offset:2px}
header details{margin:.75rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);padding:.5rem 0}
summary{cursor:pointer;min-height:1.5rem}
header summary{font-weight:600}
#status{font-size:1.25rem;margin:1.5rem 0 .5rem}
#status:empty{display:none}
#keys-problem{color:var(--forbidden);overflow-wrap:anywhere}
#details{overflow-wrap:anywhere}
#details th[scope=row]{width:30%}
.long{max-height:16rem;overflow:auto;border:1px solid var(--line);padding:.25rem .5rem;overflow-wrap:anywhere}
@media (max-width:36rem){#details td,#details th[scope=row]{display:block;width:auto}#details th[scope=row]{border-bottom:0;padding-bottom:0;color:var(--faint)}}
@media print{form,header details,header p{display:none}.long{max-height:none;border:0}}
`;
