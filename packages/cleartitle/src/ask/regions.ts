/** Codes that people write and the code that ISO 3166-1 has for it. */
const otherCodes: Readonly<Record<string, string>> = { UK: "GB", EL: "GR" };

/** Names that people write and that the platform does not have. */
const otherNames: Readonly<Record<string, string>> = {
  USA: "US",
  "UNITED STATES OF AMERICA": "US",
  "GREAT BRITAIN": "GB",
  HOLLAND: "NL",
  "CZECH REPUBLIC": "CZ",
  TURKEY: "TR",
  "HONG KONG": "HK",
  MACAU: "MO",
  "IVORY COAST": "CI",
  BURMA: "MM",
};

/** Codes that the platform knows and that are no place on earth: groups of countries, and alphabets for tests. */
const noPlaces = new Set(["EZ", "QO", "UN", "XA", "XB", "ZZ"]);

/** The states of the United States, whose laws differ, under the codes that ISO 3166-2 has for them. */
const states =
  "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida," +
  "GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts," +
  "MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico," +
  "NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina," +
  "SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming";

let countries: ReadonlyMap<string, string> | undefined;
let parts: ReadonlyMap<string, string> | undefined;

/** Countries and the European Union: the ISO 3166-1 alpha-2 code of each code and English name, in capitals. */
export function countryCodes(): ReadonlyMap<string, string> {
  countries ??= countryTable();
  return countries;
}

/** Parts of countries: the code of each code and English name, in capitals, as in `US-NY`. */
export function partCodes(): ReadonlyMap<string, string> {
  parts ??= new Map(
    states.split(",").flatMap((state) => {
      const code = `US-${state.slice(0, 2)}`;
      return [
        [code, code],
        [state.slice(3).toUpperCase(), code],
      ];
    }),
  );
  return parts;
}

function countryTable(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
  const table = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = noPlaces.has(code) || code in otherCodes ? undefined : names.of(code);
    // A code that was taken back (DD, SU) means another one today, and a rule that names that one would not see it.
    if (name === undefined || Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`) continue;
    table.set(code, code);
    table.set(name.toUpperCase(), code);
  }
  for (const [written, code] of Object.entries({ ...otherNames, ...otherCodes })) table.set(written, code);
  return table;
}
