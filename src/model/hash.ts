/** 32 bits of a key, signed as a column of integers holds them (FNV-1a with a final mix). Two keys in one only cost a comparison. */
export const hashOf = (key: string): number => {
  let h = 0x811c9dc5
  for (let at = 0; at < key.length; at++) h = Math.imul(h ^ key.charCodeAt(at), 0x01000193)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  return (h ^ (h >>> 13)) | 0
}
