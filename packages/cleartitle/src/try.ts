import { Cleartitle } from "./index.ts";
const c = await Cleartitle.open();
for (const f of process.argv.slice(2)) console.log(JSON.stringify(await c.check(f, { use: "stock-licensing", market: "adobe-stock" }), null, 1));
