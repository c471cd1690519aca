/** `node tools/verify-page.ts`: prints the page that checks proofs. `cleartitle verify --page` in a checkout runs this. */
import { buildVerifyPage } from "./build/verify-page.ts";

process.stdout.write(await buildVerifyPage());
