/** l, the order of ristretto255 (RFC 9496) and of Ed25519's base point: 2^252 + 27742317777372353535851937790883648493. */
export const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** x mod l, never negative. @param {bigint} x */
export function modOrder(x) {
  const rest = x % ORDER;
  return rest < 0n ? rest + ORDER : rest;
}

/** 1 / x mod l; x is not 0 mod l. @param {bigint} x */
export function invertModOrder(x) {
  let [a, b, u, v] = [modOrder(x), ORDER, 1n, 0n];
  if (a === 0n) throw new RangeError("zero has no inverse");
  while (a !== 1n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [u, v] = [v - quotient * u, u];
  }
  return modOrder(u);
}
