/**
 * Memory that lives beside the work: a quarter of it objects that the garbage collector must walk, the rest buffers.
 */

export interface Ballast {
  readonly objects: ReadonlyArray<ReadonlyArray<object>>
  readonly buffers: ReadonlyArray<Buffer>
}

const chunks = 64
/** Three members, the object's head, and its place in the array. */
const bytesOfObject = 56

/** So many bytes, about. */
export const make = (bytes: number): Ballast => {
  const each = bytes / chunks
  const count = Math.round(each / 4 / bytesOfObject)
  return {
    objects: Array.from({ length: chunks }, (_, chunk) =>
      Array.from({ length: count }, (_, at) => ({ chunk, at, next: at + 1 }))
    ),
    buffers: Array.from({ length: chunks }, (_, chunk) => Buffer.alloc((each * 3) / 4, chunk))
  }
}
