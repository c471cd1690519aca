/** Many files at a time, in Node: an entry of its own, for who reads one file needs neither threads nor a database. */
export { ScanCache, type ScanCacheOptions } from "./scan-cache.ts";
export { scanFiles, type Scanned, type ScanOptions } from "./scan-files.ts";
