/** `npm run docs`: writes the pages that are made and not written. */
import { readFileSync, writeFileSync } from "node:fs"
import * as SpecificationPage from "../specification/SpecificationPage.ts"
import * as EvidencePage from "./EvidencePage.ts"
import * as Numbers from "./Numbers.ts"
import * as SupportTable from "./SupportTable.ts"

const specification = "docs/specification.md"

writeFileSync(specification, SpecificationPage.refreshed(readFileSync(specification, "utf8")))
writeFileSync("docs/spec/evidence.md", EvidencePage.page())
writeFileSync("docs/support.md", SupportTable.page())
writeFileSync("README.md", Numbers.filledIn(readFileSync("README.md", "utf8")))
