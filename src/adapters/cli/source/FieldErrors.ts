/**
 * Field errors, each with its place in the document.
 */
import * as FieldError from "../../../domain/manifest/FieldError.ts"
import * as Document from "./Document.ts"
import * as Location from "./Location.ts"

/** A field that may not be there is found by its name, a missing one by what should hold it, a wrong value by itself. */
const offsetOf = ({ isFound, key, value }: Location.Location, error: FieldError.FieldError): number =>
  error.kind === "Forbidden" || !isFound ? key : value

/** Complaints about fields, in the order of the document. `within`: the path of what was judged in the document. */
export const complaints = (
  document: Document.Document,
  within: string,
  errors: ReadonlyArray<FieldError.FieldError>
): Document.Complaints =>
  errors
    .map((error) => {
      const placed = { ...error, path: Location.below(within, error.path) }
      return { placed, offset: offsetOf(Location.of(document.nodes, placed.path), placed) }
    })
    .toSorted((left, right) => left.offset - right.offset)
    .map(({ placed, offset }) =>
      Document.complaint(document, document.lines, offset, FieldError.render(placed))
    )
    // Each member of a union complains, mostly about the same.
    .filter((text, position, all) => all.indexOf(text) === position)
