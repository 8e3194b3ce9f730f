/**
 * Fields of Kubernetes that can mean nothing here, whatever runs the Job.
 *
 * A manifest that uses one is refused by its name, and told why, rather than run with other semantics than its author
 * meant.
 */
import * as FieldSupport from "./FieldSupport.ts"

export const declaration: FieldSupport.Declaration = [
  [
    "metadata.ownerReferences",
    // CL-31 to CL-33.
    FieldSupport.refused("there is no owner here: the garbage collector would delete the Job at once")
  ],
  [
    "spec.template.metadata.finalizers",
    // CL-12, LC-57.
    FieldSupport.refused("nobody here could take it off a Pod, which would never go")
  ]
]

/** Those that a manifest uses. */
export const refusals = FieldSupport.refusals(declaration)
