/** The look of a report: one column, light or dark as the reader's system is, and fit for paper. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#57606a;--line:#d0d7de;--allowed:#116329;--conditional:#7d4e00;--unknown:#0550ae;--forbidden:#a40e26}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--faint:#9198a1;--line:#3d444d;--allowed:#56d364;--conditional:#e3b341;--unknown:#79c0ff;--forbidden:#ff8182}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main,header,footer{max-width:52rem;margin:0 auto;padding:1rem}
h1{font-size:1.75rem;line-height:1.2;margin:1rem 0 .25rem}
h2{font-size:1.25rem;margin:0;overflow-wrap:anywhere}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.25rem 0}
ul{margin:.25rem 0;padding-left:1.25rem}
li{margin:.25rem 0}
a{color:inherit;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th[scope=row]{font-weight:400}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;width:5rem}
.faint{color:var(--faint);font-size:.875rem}
.verdict{font-weight:600}
.allowed{color:var(--allowed)}.conditional{color:var(--conditional)}.unknown{color:var(--unknown)}.forbidden{color:var(--forbidden)}
section.file table{width:auto;min-width:14rem}
section.file{border-top:2px solid var(--line);padding:1.5rem 0;overflow:hidden}
figure{float:right;margin:0 0 1rem 1rem;max-width:14rem}
figure img{max-width:100%;max-height:14rem;display:block;border:1px solid var(--line)}
code{font:0.875rem ui-monospace,monospace;overflow-wrap:anywhere}
@media (max-width:36rem){figure{float:none;margin:0 0 1rem}}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--faint:#444;--line:#999;--allowed:#116329;--conditional:#7d4e00;--unknown:#0550ae;--forbidden:#a40e26}
body{font-size:10pt}main,header,footer{max-width:none;padding:0}section.file{break-before:page}h2,h3{break-after:avoid}li,tr,figure{break-inside:avoid}a[href]::after{content:" (" attr(href) ")";font-size:.8em;color:var(--faint)}a[href^="#"]::after{content:""}}
`;
